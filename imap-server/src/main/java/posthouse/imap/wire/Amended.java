package posthouse.imap.wire;

import java.util.concurrent.CompletionStage;
import posthouse.common.net.Replies;

/**
 * An answer that is another in all but one thing.
 *
 * @param after what follows it, {@code null} for what follows the other
 * @param code the response code with which it ends where it ends well, {@code null} for that of the other
 * @param holds whether no EXPUNGE may come with it; if not, the other says
 */
record Amended(Answer answer, Replies.Then after, ResponseCode code, boolean holds) implements Answer {

    @Override
    public boolean writeNext(ImapWriter out) throws Exception {
        return answer.writeNext(out);
    }

    @Override
    public Completion completion() {
        Completion completion = answer.completion();
        return code == null || completion == null || completion.status() != Completion.Status.OK ? completion : Completion.ok(code, completion.text());
    }

    @Override
    public Dialogue dialogue() {
        return answer.dialogue();
    }

    @Override
    public Replies.Then then() {
        return after == null ? answer.then() : after;
    }

    @Override
    public boolean holdsExpunges() {
        return holds || answer.holdsExpunges();
    }

    @Override
    public CompletionStage<Answer> pending() {
        var pending = answer.pending();
        return pending == null ? null : pending.thenApply(known -> new Amended(known, after, code, holds));
    }

    @Override
    public void tellProgress(Progress progress) {
        answer.tellProgress(progress);
    }

    @Override
    public void close() {
        answer.close();
    }
}
