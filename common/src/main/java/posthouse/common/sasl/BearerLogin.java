package posthouse.common.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import posthouse.common.net.Connection;
import posthouse.common.sasl.oauth.AccessTokens;
import posthouse.common.sasl.oauth.AccessTokens.Verdict;

/** Login by access token, as OAUTHBEARER and XOAUTH2 have in common: one message, and if it fails a reason that the client acknowledges. */
final class BearerLogin {

    private final Authenticator sasl;
    private final Connection connection;
    private final AccessTokens tokens;
    private final BiFunction<Verdict.Bad, Optional<String>, String> error;
    private SaslStep failure;

    /** @param error how a reason is told */
    BearerLogin(Authenticator sasl, Connection connection, AccessTokens tokens, BiFunction<Verdict.Bad, Optional<String>, String> error) {
        this.sasl = sasl;
        this.connection = connection;
        this.tokens = tokens;
        this.error = error;
    }

    /** Whether the client's next message only says that it has read the reason. */
    boolean hasFailed() {
        return failure != null;
    }

    SaslStep failure() {
        return failure;
    }

    /** @param user who to be, empty for whoever the token says */
    CompletionStage<SaslStep> check(String user, String token) {
        if (sasl.mustWait(connection)) {
            return SaslText.done(Authenticator.WAIT);
        }
        return tokens.check(token).thenApply(verdict -> step(user, verdict));
    }

    private SaslStep step(String user, Verdict verdict) {
        if (verdict instanceof Verdict.Good good) {
            return sasl.vouchedFor(connection, good.owner(), user);
        }
        if (!(verdict instanceof Verdict.Bad bad)) {
            return new SaslStep.Failure(SaslStep.Reason.TEMPORARY, "Access tokens can't be checked now, try again later");
        }
        failure = sasl.badToken(connection, user, bad.late());
        return new SaslStep.Challenge(error.apply(bad, tokens.scope()).getBytes(StandardCharsets.UTF_8));
    }
}
