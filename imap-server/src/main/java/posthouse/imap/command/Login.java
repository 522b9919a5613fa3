package posthouse.imap.command;

import posthouse.imap.Client;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;

/** LOGIN: RFC 9051 6.2.3. */
record Login(String name, String password) implements NotAuthenticatedCommand {

    static Login parse(ImapReader in) throws BadSyntax {
        String name = in.sp().astring();
        String password = in.sp().astring();
        in.end();
        return new Login(name, password);
    }

    @Override
    public Answer run(Client client) throws Refused {
        if (!client.authenticator().allowsPlaintext(client.connection())) {
            throw new Refused(ResponseCode.PRIVACYREQUIRED, "no password in the clear: use STARTTLS first");
        }
        return Answer.later(client.authenticator().checkPassword(client.connection(), name, password)
            .thenApply(step -> Authenticate.answer(client, null, step)));
    }

    @Override
    public String toString() {
        return "LOGIN " + name;
    }
}
