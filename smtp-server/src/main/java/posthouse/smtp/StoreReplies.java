package posthouse.smtp;

import posthouse.mailstore.NoSuchAccount;
import posthouse.mailstore.OutOfSpace;
import posthouse.mailstore.OverQuota;
import posthouse.mailstore.StoreException;
import posthouse.smtp.wire.Reply;

/** What the store's refusals are in SMTP's words: the one place that knows. */
public final class StoreReplies {

    /** Our own mistake: nothing of it is told. */
    public static final Reply BROKEN = Reply.of(451, "4.3.0", "Something went wrong here, try again later");

    private StoreReplies() {
    }

    public static Reply of(StoreException e) {
        if (e instanceof OverQuota) {
            return Reply.of(452, "4.2.2", "Mailbox is full"); // RFC 5321 4.2.3, RFC 3463 3.3
        }
        if (e instanceof OutOfSpace) {
            return Reply.of(452, "4.3.1", "Insufficient system storage, try again later");
        }
        if (e instanceof NoSuchAccount) {
            return Reply.of(550, "5.1.1", "No such user here"); // removed since RCPT
        }
        return Reply.of(451, "4.3.0", "Mail system is not available now, try again later");
    }
}
