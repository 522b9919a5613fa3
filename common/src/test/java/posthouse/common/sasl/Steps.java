package posthouse.common.sasl;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;

/** Steps as one line of text, for comparison. */
final class Steps {

    private Steps() {
    }

    static String text(CompletionStage<SaslStep> stage) {
        SaslStep step = stage.toCompletableFuture().join();
        if (step instanceof SaslStep.Challenge challenge) {
            return new String(challenge.octets(), StandardCharsets.UTF_8);
        } else if (step instanceof SaslStep.Success success) {
            String additional = success.additional() == null ? "" : " " + new String(success.additional(), StandardCharsets.UTF_8);
            return "OK " + success.login().identity() + additional;
        }
        var failure = (SaslStep.Failure) step;
        return failure.reason() + " " + failure.text();
    }
}
