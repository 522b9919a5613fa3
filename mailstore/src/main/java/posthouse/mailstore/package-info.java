/**
 * The store: accounts, mailboxes, messages, flags, UIDs. What this package has is what other rooms may use; the packages
 * below it are its own, except {@code mime} (plain data about a message) and {@code search} (matching decoded text).
 *
 * <p>What holds here:
 * <ul>
 *   <li>A method that changes something returns after its record is forced to disk (durability {@code sync}), or throws and
 *       has changed nothing.
 *   <li>One call is one record: whole or not at all, after {@code kill -9} and power loss too.
 *   <li>UIDs and mod-sequences only grow. A message is given back octet for octet.
 *   <li>The journal is the truth, the database its index. All changes are made by one writer thread, in batches.
 *   <li>No wire format enters: no FETCH text, no reply codes.
 *   <li>Methods block for their own batch. Never interrupt a thread that may be inside: it would close the file under everyone.
 * </ul>
 */
package posthouse.mailstore;
