/**
 * The selected mailbox as a client sees it.
 *
 * <p>A {@link posthouse.imap.selected.LiveMailbox} is shared by all sessions that have a mailbox selected: it follows the store
 * and holds the newest {@link posthouse.imap.selected.Snapshot}, an immutable version of UIDs, flags and mod-sequences in
 * chunks, of which the next version shares all that did not change: a mailbox costs some 16 octets a message however many
 * sessions look at it. A session's {@link posthouse.imap.selected.View} is the version that its client knows. What lies between
 * the two is found by comparing chunks, and told as an {@link posthouse.imap.selected.Update}.
 *
 * <p>What holds here:
 * <ul>
 *   <li>Wake-ups of the store are only that: what changed is read from the store, so their order and number don't matter.
 *   <li>A view's sequence numbers change only with EXPUNGE and EXISTS responses that the client gets. While EXPUNGE may not
 *       be told (RFC 9051 7.5.1) expunged messages stay in the view.
 *   <li>A client is told flags when it can't know them: not what its own .SILENT did, but what someone else did in between.
 *   <li>A client that resynchronises (RFC 7162) is never told a mod-sequence below which it misses something without being told so.
 *   <li>EXAMINE changes nothing, and claims no {@code \Recent}.
 * </ul>
 */
package posthouse.imap.selected;
