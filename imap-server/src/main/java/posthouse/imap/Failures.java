package posthouse.imap;

import java.util.concurrent.CompletionException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.imap.annotate.EntryValues;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;
import posthouse.mailstore.AlreadyExists;
import posthouse.mailstore.BadMailboxName;
import posthouse.mailstore.MailboxExists;
import posthouse.mailstore.MessageGone;
import posthouse.mailstore.NoSuchMailbox;
import posthouse.mailstore.OutOfSpace;
import posthouse.mailstore.OutcomeUnknown;
import posthouse.mailstore.OverQuota;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.TooManyAnnotations;
import posthouse.mailstore.TooManyKeywords;
import posthouse.mailstore.Unavailable;

/** The one place where a failure becomes BAD or NO, with its response code (RFC 5530). */
final class Failures {

    private static final Logger LOG = LogManager.getLogger(Failures.class);

    private Failures() {
    }

    static Completion completion(Throwable failure, Client client) {
        if (failure instanceof CompletionException wrapped && wrapped.getCause() != null) {
            return completion(wrapped.getCause(), client);
        }
        if (failure instanceof BadSyntax bad) {
            return Completion.bad(bad.code(), failure.getMessage());
        }
        if (failure instanceof Refused refused) {
            return Completion.no(refused.code(), refused.getMessage());
        }
        if (failure instanceof StoreException refused) {
            return Completion.no(code(refused), refused.getMessage());
        }
        if (failure instanceof OutcomeUnknown unknown) {
            throw unknown; // neither OK nor NO: the connection is dropped
        }
        if (failure.getCause() instanceof Unavailable away) { // where a method of the store has no other way to say so
            return completion(away, client);
        }
        LOG.error("{} failed", client.connection().id(), failure);
        return Completion.no(ResponseCode.SERVERBUG, "internal error, see the server's log");
    }

    private static ResponseCode code(StoreException refused) {
        if (refused instanceof NoSuchMailbox) {
            return ResponseCode.NONEXISTENT;
        } else if (refused instanceof MailboxExists || refused instanceof AlreadyExists) {
            return ResponseCode.ALREADYEXISTS;
        } else if (refused instanceof BadMailboxName) {
            return ResponseCode.CANNOT;
        } else if (refused instanceof TooManyKeywords) {
            return ResponseCode.LIMIT;
        } else if (refused instanceof TooManyAnnotations) {
            return EntryValues.TOOMANY;
        } else if (refused instanceof OverQuota) {
            return ResponseCode.OVERQUOTA;
        } else if (refused instanceof OutOfSpace || refused instanceof Unavailable) {
            return ResponseCode.UNAVAILABLE;
        } else if (refused instanceof MessageGone) {
            return ResponseCode.EXPUNGEISSUED;
        }
        return ResponseCode.CANNOT;
    }
}
