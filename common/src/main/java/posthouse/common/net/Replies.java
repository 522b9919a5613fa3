package posthouse.common.net;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The answer to one command, pulled piece by piece as the socket drains. The next command is taken when the answer has
 * been pulled to its end.
 */
public interface Replies {

    /** What happens once the answer is on its way. */
    enum Then {
        /** The next command is taken. */
        CONTINUE,
        /** The connection closes when everything has been written. */
        CLOSE,
        /** What is buffered is thrown away, the answer goes out in the clear and TLS begins (RFC 3207 4, RFC 2595). */
        START_TLS,
        /** The answer goes out as it is; all behind it, both ways, is compressed (RFC 4978). */
        COMPRESS,
        /** The answer is the last that is compressed, if it is (RFC 8437 4.1). */
        END_COMPRESSION
    }

    /**
     * Writes the next piece, best some 16 to 64 KiB of it, and never waits for the client.
     *
     * @return whether there is more to write
     */
    boolean writeNext(Output out) throws Exception;

    /** What follows; asked after the last piece. */
    default Then then() {
        return Then.CONTINUE;
    }

    /** The answer was pulled to its end, or the connection is gone: lets go of what it held. Called exactly once. */
    default void close() {
    }

    /** Not null if the answer isn't known yet: nothing else is asked until this completes. Holds no thread. */
    default CompletionStage<Replies> pending() {
        return null;
    }

    /** Nothing to say. */
    static Replies none() {
        return Finished.NONE;
    }

    /** The text, which carries its own CRLFs, in UTF-8. */
    static Replies of(String text) {
        return of(text, Then.CONTINUE);
    }

    /** The text, and what follows it. */
    static Replies of(String text, Then then) {
        return new Finished(text.getBytes(StandardCharsets.UTF_8), then);
    }

    /** An answer that comes when {@code stage} completes. Its failure is the session's failure: the connection closes. */
    static Replies later(CompletionStage<Replies> stage) {
        return new Replies() {
            @Override
            public boolean writeNext(Output out) {
                throw new IllegalStateException("an answer that isn't known yet");
            }

            @Override
            public CompletionStage<Replies> pending() {
                return stage;
            }
        };
    }

    /** The same answer, but not before {@code delay} has passed; the wait holds no thread. */
    static Replies after(Duration delay, Replies replies) {
        if (delay.isZero() || delay.isNegative()) {
            return replies;
        }
        var stage = new CompletableFuture<Replies>();
        stage.completeOnTimeout(replies, delay.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
        return later(stage);
    }

    /** An answer that is complete. */
    record Finished(byte[] octets, Then then) implements Replies {
        static final Finished NONE = new Finished(new byte[0], Then.CONTINUE);

        @Override
        public boolean writeNext(Output out) {
            out.write(octets, 0, octets.length);
            return false;
        }
    }
}
