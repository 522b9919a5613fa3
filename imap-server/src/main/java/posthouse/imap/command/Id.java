package posthouse.imap.command;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.common.net.LogText;
import posthouse.imap.Client;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;

/** ID: RFC 2971. What the client says of itself is for the log. */
record Id(String told) implements AnyCommand {

    private static final Logger LOG = LogManager.getLogger(Id.class);
    private static final int MAX_FIELDS = 30; // RFC 2971 3.3

    static Id parse(ImapReader in) throws BadSyntax {
        in.sp();
        var told = new StringBuilder();
        if (!in.takeKeyword("NIL")) {
            in.open();
            for (int fields = 0; !in.nextIs(')'); fields++) {
                if (fields == MAX_FIELDS) {
                    throw new BadSyntax("more than " + MAX_FIELDS + " fields");
                }
                if (fields > 0) {
                    in.sp();
                }
                told.append(fields > 0 ? ", " : "").append(in.string()).append('=');
                told.append(in.sp().nstring());
            }
            in.close();
        }
        in.end();
        return new Id(told.toString());
    }

    @Override
    public Answer run(Client client) {
        if (!told.isEmpty()) {
            LOG.debug("{} client says: {}", client.connection().id(), LogText.of(told));
        }
        return Answer.of(out -> out.text("* ID (\"name\" \"Posthouse\")\r\n"), Completion.ok("ID completed"));
    }
}
