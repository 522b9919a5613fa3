package posthouse.mailstore.jdbc;

import posthouse.mailstore.Flags;

/**
 * A message without its structure. Dates are milliseconds since 1970.
 *
 * @param size octets, prefix included
 * @param where {@code null} if that was not asked for: lists of messages are read without
 */
public record MessageRow(long uid, long modSeq, Flags flags, long size, long internalDate, long saveDate, long emailId, long body, Whereabouts where) {

    public MessageRow with(Flags newFlags, long newModSeq) {
        return new MessageRow(uid, newModSeq, newFlags, size, internalDate, saveDate, emailId, body, where);
    }

    /** Its copy in some mailbox. */
    public MessageRow copy(long newUid, long newModSeq, long newSaveDate) {
        return new MessageRow(newUid, newModSeq, flags, size, internalDate, newSaveDate, emailId, body, where);
    }

    /** How many octets it shares with others. */
    public long shared() {
        return size - where.prefix().length;
    }
}
