package posthouse.imap.command;

import posthouse.common.net.Replies;
import posthouse.imap.Client;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;

/** LOGOUT: RFC 9051 6.1.3. */
record Logout() implements AnyCommand {

    static Logout parse(ImapReader in) throws BadSyntax {
        in.end();
        return new Logout();
    }

    @Override
    public Answer run(Client client) {
        if (client.authenticated() != null) {
            client.authenticated().unselect(); // nothing is told of the mailbox any more
        }
        return Answer.of(out -> out.text("* BYE ").words("Logging out").crlf(), Completion.ok("LOGOUT completed")).then(Replies.Then.CLOSE);
    }
}
