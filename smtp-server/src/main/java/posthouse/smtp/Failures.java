package posthouse.smtp;

import java.util.concurrent.CompletionException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.common.net.Connection;
import posthouse.mailstore.NoSuchAccount;
import posthouse.mailstore.OutOfSpace;
import posthouse.mailstore.OutcomeUnknown;
import posthouse.mailstore.OverQuota;
import posthouse.mailstore.StoreException;
import posthouse.smtp.wire.Reply;

/** What failed through no fault of the client, in SMTP's words: the one place that knows them. */
public final class Failures {

    private static final Logger LOG = LogManager.getLogger("posthouse.smtp");

    private Failures() {
    }

    /** What the store refused. */
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

    /** Our own mistake: logged, and nothing of it told; or a store that had no other way to say that it is down. */
    public static Reply of(Throwable e, Connection connection) {
        if (e instanceof OutcomeUnknown unknown) {
            throw unknown; // neither yes nor no: the connection is dropped
        }
        if (e instanceof CompletionException && e.getCause() != null) {
            return of(e.getCause(), connection);
        }
        if (e instanceof StoreException refused) {
            return of(refused);
        }
        if (e.getCause() instanceof StoreException refused) {
            return of(refused);
        }
        LOG.error("{}: a command failed", connection.id(), e);
        return Reply.of(451, "4.3.0", "Something went wrong here, try again later");
    }
}
