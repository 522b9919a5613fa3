package posthouse.imap.command;

import posthouse.common.net.Replies;
import posthouse.imap.Client;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;

/** UNAUTHENTICATE: RFC 8437 3. Of what was, only TLS stays; the OK is the last that is compressed (RFC 8437 4.1). */
record Unauthenticate() implements AnyCommand {

    static Unauthenticate parse(ImapReader in) throws BadSyntax {
        in.end();
        return new Unauthenticate();
    }

    static boolean isPossible(Client client) {
        return client.limits().unauthenticate() && client.authenticated() != null;
    }

    @Override
    public Answer run(Client client) throws BadSyntax {
        if (!isPossible(client)) {
            throw new BadSyntax(client.authenticated() == null ? "nobody is logged in" : "UNAUTHENTICATE is switched off");
        }
        client.unauthenticate();
        return Answer.ok("UNAUTHENTICATE completed").then(Replies.Then.END_COMPRESSION);
    }
}
