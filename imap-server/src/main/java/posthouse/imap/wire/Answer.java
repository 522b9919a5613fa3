package posthouse.imap.wire;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import posthouse.common.net.Replies;

/**
 * What a command answers: untagged responses, pulled piece by piece as the client reads, and then how it ended. The session
 * puts the tag to the completion, and in front of it what else the client must learn of its mailbox.
 */
public interface Answer {

    /**
     * Writes the next untagged responses, best some 16 to 64 KiB, and never waits for the client. A piece may end in the
     * middle of a literal. A {@link Refused} or a store's exception thrown here ends the command with NO, {@link BadSyntax}
     * with BAD, {@link BrokenOff} the connection.
     *
     * @return whether there is more to write
     */
    boolean writeNext(ImapWriter out) throws Exception;

    /** How it ended; asked after the last piece. {@code null} if it goes on with a {@link #dialogue}. */
    Completion completion();

    /** Who takes what the client says next, where the command isn't over (AUTHENTICATE, IDLE, APPEND). */
    default Dialogue dialogue() {
        return null;
    }

    /** What follows once the answer is on its way. */
    default Replies.Then then() {
        return Replies.Then.CONTINUE;
    }

    /** Called exactly once, whatever happened: lets go of what it held. */
    default void close() {
    }

    /** Not null if the answer isn't known yet; nothing else is asked until this completes. Holds no thread. */
    default CompletionStage<Answer> pending() {
        return null;
    }

    /** While it isn't known yet: where it tells how far it came. */
    default void tellProgress(Progress progress) {
    }

    /** Is told how far a long command came (RFC 9585). */
    @FunctionalInterface
    interface Progress {
        /** Where nobody knows how far it came. */
        int UNKNOWN = -1;

        void at(int done, int all);
    }

    /** No untagged response. */
    static Answer of(Completion completion) {
        return of(out -> { }, completion);
    }

    static Answer ok(String text) {
        return of(Completion.ok(text));
    }

    static Answer ok(ResponseCode code, String text) {
        return of(Completion.ok(code, text));
    }

    /** Untagged responses that are short, or in memory anyway. */
    static Answer of(Consumer<ImapWriter> untagged, Completion completion) {
        return new Answer() {
            @Override
            public boolean writeNext(ImapWriter out) {
                untagged.accept(out);
                return false;
            }

            @Override
            public Completion completion() {
                return completion;
            }
        };
    }

    /** Text that goes to the client before it speaks again to {@code dialogue}: a continuation request (RFC 9051 7.6), or nothing. */
    static Answer ask(String text, Dialogue dialogue) {
        return new Answer() {
            @Override
            public boolean writeNext(ImapWriter out) {
                out.text(text);
                return false;
            }

            @Override
            public Completion completion() {
                return null;
            }

            @Override
            public Dialogue dialogue() {
                return dialogue;
            }
        };
    }

    /** No answer but a failure, which the session puts into words. */
    static Answer failed(Exception failure) {
        return new Answer() {
            @Override
            public boolean writeNext(ImapWriter out) throws Exception {
                throw failure;
            }

            @Override
            public Completion completion() {
                throw new IllegalStateException("it failed");
            }
        };
    }

    /** Whether no EXPUNGE may come with it, though the command allows them: it was asked for by message numbers. */
    default boolean holdsExpunges() {
        return false;
    }

    /** The same answer, and then something else than the next command. */
    default Answer then(Replies.Then then) {
        return new Amended(this, then, null, false);
    }

    /** The same answer, which ends with this response code where it ends well. */
    default Answer coded(ResponseCode code) {
        return new Amended(this, null, code, false);
    }

    /** The same answer, with which no EXPUNGE comes. */
    default Answer holdingExpunges() {
        return new Amended(this, null, null, true);
    }

    /** An answer that comes when {@code stage} completes. */
    static Answer later(CompletionStage<Answer> stage) {
        return (Awaited) () -> stage;
    }
}
