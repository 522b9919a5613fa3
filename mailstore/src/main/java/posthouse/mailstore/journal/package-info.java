/**
 * The journal: the truth of the store. Files only, no SQL; the only package that opens a {@code FileChannel}.
 *
 * <p>On disk:
 * <ul>
 *   <li>{@code journal/NNNNNNNN.journal}: segments of about 128 MiB ({@code store.segment-size}), numbered from 1; those that nobody
 *       needs any more are gone. A segment begins with a
 *       {@link posthouse.mailstore.journal.SegmentHeader}, which says where the segment before it ends; what lies beyond that
 *       place is never read again. Then come records, each behind a {@link posthouse.mailstore.journal.RecordHeader}.
 *   <li>A record holds one {@link posthouse.mailstore.journal.Mutation}, with everything decided in it, and behind it the octets
 *       of new messages, or of bodies that are written anew ({@link posthouse.mailstore.journal.BodyForm} says how). Records stand in
 *       batches; a batch ends with a {@link posthouse.mailstore.journal.Seal}, and without one it never was.
 *   <li>{@code bodies/XX/XXXXXXXXXXXXXXXX}: messages over 1 MiB, a file each, on disk before a record names it. The
 *       files are made ahead, so that their names need no force of their own.
 * </ul>
 *
 * <p>What holds here:
 * <ul>
 *   <li>Numbers are big-endian; those inside a payload have 7 bits an octet, lowest first.
 *   <li>Every checksum is CRC32C begun with the store's random {@link posthouse.mailstore.journal.StoreKey}, so that no octets
 *       inside a mail can pass for a record.
 *   <li>A force that failed is never tried again on the same file: the batch is refused and a new segment is begun.
 *   <li>A bad record in the last batch is a torn tail, and the batch goes. If a later seal says that the bad place had been
 *       forced, it is damage, and nothing starts.
 *   <li>Which segments must be there only who needs one can say: a replay all from its position on, the tables those with a body in
 *       them. A file that somebody reads or holds ({@link posthouse.mailstore.journal.StoredBodies}) stays until they are done.
 *   <li>The kinds of changes ({@code MessageCodec} and its like) and their fields only grow; what was written stays readable.
 *   <li>Never interrupt a thread that may be in here: the channel would close under everyone.
 * </ul>
 */
package posthouse.mailstore.journal;
