package posthouse.imap.wire;

import java.util.concurrent.CompletionStage;

/** An answer that isn't known yet: {@link #pending} brings it. */
public interface Awaited extends Answer {

    @Override
    CompletionStage<Answer> pending();

    @Override
    default boolean writeNext(ImapWriter out) {
        throw new IllegalStateException("an answer that isn't known yet");
    }

    @Override
    default Completion completion() {
        throw new IllegalStateException("an answer that isn't known yet");
    }
}
