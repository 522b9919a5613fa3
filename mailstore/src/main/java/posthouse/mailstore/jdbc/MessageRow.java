package posthouse.mailstore.jdbc;

import posthouse.mailstore.Flags;

/**
 * A message without its structure, and where its octets stand. Dates are milliseconds since 1970.
 *
 * @param size octets, prefix included
 * @param segment where the body stands; 0 if it has a file of its own
 * @param place offset in the segment, or the number of the file
 * @param form how the body is stored there
 */
public record MessageRow(long uid, long modSeq, Flags flags, long size, long internalDate, long saveDate, long emailId, byte[] prefix,
    long body, int segment, long place, int form) {

    public MessageRow with(Flags newFlags, long newModSeq) {
        return new MessageRow(uid, newModSeq, newFlags, size, internalDate, saveDate, emailId, prefix, body, segment, place, form);
    }

    /** Its copy in some mailbox. */
    public MessageRow copy(long newUid, long newModSeq, long newSaveDate) {
        return new MessageRow(newUid, newModSeq, flags, size, internalDate, newSaveDate, emailId, prefix, body, segment, place, form);
    }
}
