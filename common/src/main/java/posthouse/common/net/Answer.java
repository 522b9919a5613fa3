package posthouse.common.net;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** One answer on its way: pulls its replies, waits without a thread for those that aren't known yet, lets go of each once. */
final class Answer {

    enum Pulled { MORE, ALL, UNKNOWN }

    private static final Logger LOG = LogManager.getLogger(Answer.class);

    private final Runnable signal;
    private Replies replies;
    private Awaited awaited;
    private boolean unasked;
    private boolean last;

    /** What was awaited: written by the thread that completes it, read after its signal. */
    private static final class Awaited {
        private Replies replies;
        private Throwable failure;
        private volatile boolean known;

        void complete(Replies come, Throwable failed) {
            replies = come;
            failure = come == null && failed == null ? new NullPointerException("no replies") : failed;
            known = true;
        }
    }

    Answer(Replies replies, Runnable signal) {
        this.replies = replies == null ? Replies.none() : replies;
        this.signal = signal;
    }

    /** Answers no command. */
    Answer unasked() {
        unasked = true;
        return this;
    }

    boolean isUnasked() {
        return unasked;
    }

    /** After it the connection closes, whatever it says itself. */
    Answer last() {
        last = true;
        return this;
    }

    /** Writes the next piece, if it is known. */
    Pulled pull(Output out) throws Exception {
        if (awaited != null || isPending()) {
            if (!awaited.known) {
                return Pulled.UNKNOWN;
            }
            replace();
            return Pulled.MORE;
        }
        return replies.writeNext(out) ? Pulled.MORE : Pulled.ALL;
    }

    private boolean isPending() {
        CompletionStage<Replies> stage = replies.pending();
        if (stage == null) {
            return false;
        }
        var waiting = new Awaited();
        awaited = waiting;
        stage.whenComplete((come, failure) -> {
            waiting.complete(come, failure);
            signal.run();
        });
        return true;
    }

    private void replace() throws Exception {
        Awaited come = awaited;
        Replies waited = replies;
        awaited = null;
        replies = come.replies;
        if (replies != waited) {
            waited.close();
        }
        if (come.failure != null) {
            Throwable cause = come.failure instanceof CompletionException e && e.getCause() != null ? e.getCause() : come.failure;
            throw cause instanceof Exception e ? e : new CompletionException(cause);
        }
    }

    /** Whether nothing is awaited any more. */
    boolean isKnown() {
        return awaited == null || awaited.known;
    }

    /** It was pulled to its end. @return what follows */
    Replies.Then finish() {
        Replies done = replies;
        replies = null;
        try {
            Replies.Then then = done.then();
            return last ? Replies.Then.CLOSE : then;
        } finally {
            done.close();
        }
    }

    /** It won't be pulled further. */
    void letGo() {
        close(replies);
        if (awaited != null) {
            close(awaited.replies);
        }
        replies = null;
        awaited = null;
    }

    private static void close(Replies replies) {
        if (replies == null) {
            return;
        }
        try {
            replies.close();
        } catch (Throwable failure) {
            LOG.error("replies failed to close", failure);
        }
    }
}
