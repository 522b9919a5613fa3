package posthouse.imap.command;

import posthouse.imap.Client;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;

/** CAPABILITY: RFC 9051 6.1.1. */
record Capability() implements AnyCommand {

    static Capability parse(ImapReader in) throws BadSyntax {
        in.end();
        return new Capability();
    }

    @Override
    public Answer run(Client client) {
        return Answer.of(out -> out.text("* CAPABILITY ").text(client.capabilities()).crlf(), Completion.ok("CAPABILITY completed"));
    }
}
