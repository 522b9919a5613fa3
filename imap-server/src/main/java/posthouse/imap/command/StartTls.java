package posthouse.imap.command;

import posthouse.common.net.Replies;
import posthouse.imap.Client;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;

/** STARTTLS: RFC 9051 6.2.1. */
record StartTls() implements NotAuthenticatedCommand {

    static StartTls parse(ImapReader in) throws BadSyntax {
        in.end();
        return new StartTls();
    }

    static boolean isPossible(Client client) {
        return client.connection().canStartTls() && client.connection().tls().isEmpty() && client.authenticated() == null;
    }

    @Override
    public Answer run(Client client) throws Refused, BadSyntax {
        if (client.connection().tls().isPresent()) {
            throw new BadSyntax("TLS is in use already");
        }
        if (client.connection().isCompressed()) {
            throw new BadSyntax("TLS can't begin inside of compression"); // RFC 4978 3
        }
        if (!isPossible(client)) {
            throw new Refused(ResponseCode.UNAVAILABLE, "no TLS here");
        }
        return Answer.ok("Begin TLS negotiation now").then(Replies.Then.START_TLS);
    }
}
