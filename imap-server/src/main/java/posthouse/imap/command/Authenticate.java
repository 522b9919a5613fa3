package posthouse.imap.command;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletionStage;
import posthouse.common.net.Input;
import posthouse.common.sasl.SaslExchange;
import posthouse.common.sasl.SaslStep;
import posthouse.imap.Client;
import posthouse.imap.ImapLimits;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.Dialogue;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;

/**
 * AUTHENTICATE: RFC 9051 6.2.2. The initial response: RFC 4959.
 *
 * @param initialResponse {@code null} for none, which isn't an empty one
 */
record Authenticate(String mechanism, byte[] initialResponse) implements NotAuthenticatedCommand {

    static Authenticate parse(ImapReader in) throws BadSyntax {
        String mechanism = in.sp().keyword();
        byte[] initial = null;
        if (in.take(' ') && !in.atEnd()) {
            initial = in.take('=') ? new byte[0] : decode(in.base64()); // RFC 4959 3: "=" is empty
        }
        in.end();
        return new Authenticate(mechanism, initial);
    }

    @Override
    public Answer run(Client client) throws Refused {
        SaslExchange exchange = client.authenticator().start(mechanism, client.connection()).orElseThrow(() -> refusal(client));
        return answer(client, exchange, exchange.respond(initialResponse));
    }

    private Refused refusal(Client client) {
        boolean plaintext = mechanism.equals("PLAIN") || mechanism.equals("LOGIN");
        return plaintext && !client.authenticator().allowsPlaintext(client.connection())
            ? new Refused(ResponseCode.PRIVACYREQUIRED, "no password in the clear: use STARTTLS first")
            : new Refused(ResponseCode.CANNOT, "no such mechanism here");
    }

    private static Answer answer(Client client, SaslExchange exchange, CompletionStage<SaslStep> step) {
        return Answer.later(step.thenApply(s -> answer(client, exchange, s)));
    }

    /** What a mechanism says, in IMAP's words. */
    static Answer answer(Client client, SaslExchange exchange, SaslStep step) {
        if (step instanceof SaslStep.Challenge challenge) {
            return challenge(challenge.octets(), new Responses(client, exchange, null));
        }
        if (step instanceof SaslStep.Failure failure) {
            return Answer.of(completion(failure));
        }
        var success = (SaslStep.Success) step;
        return success.additional() == null ? loggedIn(client, success)
            : challenge(success.additional(), new Responses(client, exchange, success)); // RFC 9051 6.2.2: no place in OK for it
    }

    private static Answer challenge(byte[] octets, Dialogue responses) {
        return Answer.ask("+ " + Base64.getEncoder().encodeToString(octets) + "\r\n", responses);
    }

    private static Answer loggedIn(Client client, SaslStep.Success success) {
        client.loggedIn(success.login());
        return Answer.ok(ResponseCode.capability(client.capabilities()), "Logged in");
    }

    private static Completion completion(SaslStep.Failure failure) {
        return switch (failure.reason()) {
            case CREDENTIALS -> Completion.no(ResponseCode.AUTHENTICATIONFAILED, failure.text());
            case AUTHORIZATION -> Completion.no(ResponseCode.AUTHORIZATIONFAILED, failure.text());
            case TEMPORARY -> Completion.no(ResponseCode.UNAVAILABLE, failure.text());
            case MALFORMED, CANCELLED -> Completion.bad(ResponseCode.NONE, failure.text());
        };
    }

    private static byte[] decode(String base64) throws BadSyntax {
        if (base64.length() % 4 != 0) {
            throw new BadSyntax("not base64"); // Java lets the padding be missing
        }
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new BadSyntax("not base64");
        }
    }

    /**
     * The client's lines.
     *
     * @param success if not {@code null}, all is well, and only an empty response is missing
     */
    private record Responses(Client client, SaslExchange exchange, SaslStep.Success success) implements Dialogue {

        @Override
        public Answer next(Input in) throws BadSyntax {
            if (in.lineFeed() > ImapLimits.SASL_LINE || in.lineFeed() < 0 && in.available() > ImapLimits.SASL_LINE) {
                in.clear();
                return Answer.of(out -> out.text("* BYE ").words("line too long").crlf(), Completion.bad(ResponseCode.NONE, "line too long"))
                    .then(posthouse.common.net.Replies.Then.CLOSE);
            }
            byte[] line = in.takeLine();
            if (line == null) {
                return null;
            }
            client.connection().trace("***");
            String response = new String(line, StandardCharsets.ISO_8859_1).stripTrailing();
            if (response.equals("*")) {
                throw new BadSyntax("AUTHENTICATE cancelled");
            }
            byte[] octets = decode(response);
            if (success == null) {
                return answer(client, exchange, exchange.respond(octets));
            }
            if (octets.length > 0) {
                throw new BadSyntax("expected an empty response");
            }
            return loggedIn(client, success);
        }
    }
}
