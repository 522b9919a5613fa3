package posthouse.common.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What the mechanisms have in common: UTF-8 texts in, steps out. */
final class SaslText {

    /** The client broke the mechanism's syntax; the message says how. */
    static final class Malformed extends Exception {
        Malformed(String message) {
            super(message);
        }
    }

    private SaslText() {
    }

    static String decode(byte[] response) throws Malformed {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(response)).toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("Not UTF-8");
        }
    }

    static CompletionStage<SaslStep> challenge(String text) {
        return done(new SaslStep.Challenge(text.getBytes(StandardCharsets.UTF_8)));
    }

    static CompletionStage<SaslStep> malformed(Malformed problem) {
        return done(new SaslStep.Failure(SaslStep.Reason.MALFORMED, problem.getMessage()));
    }

    static CompletionStage<SaslStep> done(SaslStep step) {
        return CompletableFuture.completedFuture(step);
    }
}
