package posthouse.imap;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import posthouse.common.net.Output;
import posthouse.common.net.Replies;
import posthouse.imap.wire.Answer;

/**
 * An answer that isn't known yet. Meanwhile the client is told how far it came: {@code * OK [INPROGRESS ("A001" 454 1000)]} (RFC 9585 4). Holds no thread;
 * if the connection goes away, the answer is told.
 */
final class Waiting implements Replies, Answer.Progress {

    private final Answer answer;
    private final String tag;
    private final long interval;
    private long lastTold = System.nanoTime();
    private CompletableFuture<Replies> next = new CompletableFuture<>();
    private String line; // to be told before anything else
    private Replies known;

    /** @param interval between two lines, at least */
    Waiting(Answer answer, String tag, Duration interval) {
        this.answer = answer;
        this.tag = tag;
        this.interval = interval.toNanos();
    }

    @Override
    public void at(int done, int all) {
        CompletableFuture<Replies> waiting;
        synchronized (this) {
            long now = System.nanoTime();
            if (line != null || known != null || now - lastTold < interval) {
                return;
            }
            lastTold = now;
            line = "* OK [INPROGRESS (" + name() + " " + state(done, all) + ")] Still working on it\r\n";
            waiting = next;
        }
        waiting.complete(this);
    }

    /** The tag; a bracket in it would end the code. */
    private String name() {
        return tag.indexOf(']') < 0 ? '"' + tag + '"' : "NIL";
    }

    /** RFC 9585 5: how much is done and of how much, or nothing of both. */
    private static String state(int done, int all) {
        return done == UNKNOWN ? "NIL NIL" : done + " " + (all == 0 ? "NIL" : all);
    }

    /** The answer is known. */
    void complete(Replies replies) {
        CompletableFuture<Replies> waiting;
        synchronized (this) {
            known = replies;
            waiting = line == null ? next : null;
        }
        if (waiting != null) {
            waiting.complete(replies);
        }
    }

    @Override
    public synchronized CompletionStage<Replies> pending() {
        return line == null ? next : null;
    }

    @Override
    public boolean writeNext(Output out) {
        String told;
        synchronized (this) {
            told = line;
            line = null;
            next = known == null ? new CompletableFuture<>() : CompletableFuture.completedFuture(known);
        }
        out.write(told);
        return true;
    }

    @Override
    public void close() {
        answer.close();
    }
}
