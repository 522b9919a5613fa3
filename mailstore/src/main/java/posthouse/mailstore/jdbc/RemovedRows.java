package posthouse.mailstore.jdbc;

import java.util.Set;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.UidSet;

/** What was removed and can come back. Dates are milliseconds since 1970. */
public interface RemovedRows {

    /** @param withMailbox whether it went with its mailbox, or alone */
    record RemovedMessage(long mailbox, MessageRow row, long at, boolean withMailbox) {
    }

    record RemovedMailbox(long id, long account, String name, Set<SpecialUse> uses, long uidValidity, long uidNext, long modSeq, long at) {
    }

    /**
     * What a deleted mailbox has when it comes back.
     *
     * @param modSeq of the mailbox when it was deleted: another one each time
     */
    record Refill(long modSeq, UidSet uids, long unseen, long deleted, long octets) {
    }

    record RemovedAccount(long id, String localPart, String domain, long at) {
    }

    /** UIDs of a mailbox that went at once. */
    record Expunged(long mailbox, long modSeq, long firstUid, long at) {
    }

    /** When the message of a key went. */
    record Removal(long mailbox, long uid, long at) {
    }
}
