/**
 * Who may do what with which mailbox (RFC 4314), and the names under which the mailboxes of others appear.
 *
 * <p>What holds here:
 * <ul>
 *   <li>A command that names a mailbox asks {@link posthouse.imap.access.Names} for it, with the rights it needs; what belongs to the
 *       account itself needs none. The selected mailbox is asked anew with each command, so that what is taken away is gone at once.
 *   <li>Whoever has no right to look a mailbox up ({@code l}) gets the same answer as for one that doesn't exist (RFC 4314 6).
 *   <li>The owner has all rights, always. An account is known to the store by its number, so no later account of the same name
 *       inherits what was granted.
 * </ul>
 */
package posthouse.imap.access;
