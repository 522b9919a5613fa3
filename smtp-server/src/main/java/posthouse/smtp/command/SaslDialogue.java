package posthouse.smtp.command;

import java.util.Base64;
import java.util.concurrent.CompletionStage;
import posthouse.common.net.Input;
import posthouse.common.net.Replies;
import posthouse.common.sasl.Credentials.Login;
import posthouse.common.sasl.SaslExchange;
import posthouse.common.sasl.SaslStep;
import posthouse.smtp.Continuation;
import posthouse.smtp.SmtpState;
import posthouse.smtp.wire.BadSyntax;
import posthouse.smtp.wire.LineReader.BadLine;
import posthouse.smtp.wire.Reply;

/** The lines between AUTH and its end: challenges behind 334, responses in base64 (RFC 4954 4). */
final class SaslDialogue implements Continuation {

    private final SmtpState state;
    private final SaslExchange exchange;
    private Login succeeded; // the mechanism is done; the client has yet to take the last challenge

    SaslDialogue(SmtpState state, SaslExchange exchange) {
        this.state = state;
        this.exchange = exchange;
    }

    @Override
    public String name() {
        return "AUTH";
    }

    /** @param initialResponse as AUTH had it, {@code null} for none */
    Replies begin(String initialResponse) {
        if (initialResponse == null) {
            return answer(exchange.respond(null));
        }
        return initialResponse.equals("=") ? answer(exchange.respond(new byte[0])) : respond(initialResponse);
    }

    @Override
    public Replies next(Input in) throws BadSyntax {
        String line;
        try {
            line = state.lines().take(in, state.reception().limits().saslLine());
        } catch (BadLine e) {
            state.continueWith(null);
            throw e.kind() == BadLine.Kind.TOO_LONG ? BadSyntax.saslLine() : BadSyntax.line(e.getMessage());
        }
        if (line == null) {
            return null;
        }
        state.connection().trace(line.equals("*") ? line : "***");
        if (line.equals("*")) {
            return end(Reply.of(501, "5.7.0", "Authentication cancelled"));
        }
        return respond(line);
    }

    private Replies respond(String base64) {
        byte[] response;
        try {
            response = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return end(Reply.of(501, "5.5.2", "Response is not base64"));
        }
        if (succeeded != null) {
            return response.length == 0 ? success(succeeded) : end(Reply.of(501, "5.5.2", "Nothing more was expected"));
        }
        return answer(exchange.respond(response));
    }

    private Replies answer(CompletionStage<SaslStep> step) {
        return Replies.later(step.handle((result, failure) -> {
            if (failure != null) {
                state.continueWith(null);
                throw new IllegalStateException(failure);
            }
            return answer(result);
        }));
    }

    private Replies answer(SaslStep step) {
        if (step instanceof SaslStep.Challenge challenge) {
            return challenge(challenge.octets());
        }
        if (step instanceof SaslStep.Success success) {
            if (success.additional() == null) {
                return success(success.login());
            }
            succeeded = success.login(); // 235 has no place for it (RFC 4954 4)
            return challenge(success.additional());
        }
        var failure = (SaslStep.Failure) step;
        return end(switch (failure.reason()) {
            case CREDENTIALS, AUTHORIZATION -> Reply.of(535, "5.7.8", failure.text());
            case MALFORMED -> Reply.of(501, "5.5.2", failure.text());
            case CANCELLED -> Reply.of(501, "5.7.0", failure.text());
            case TEMPORARY -> Reply.of(454, "4.7.0", failure.text());
        });
    }

    private Reply challenge(byte[] octets) {
        state.continueWith(this);
        return Reply.plain(334, Base64.getEncoder().encodeToString(octets));
    }

    private Reply success(Login login) {
        state.login(login);
        return end(Reply.of(235, "2.7.0", "Authentication succeeded"));
    }

    private Reply end(Reply reply) {
        state.continueWith(null);
        return reply;
    }
}
