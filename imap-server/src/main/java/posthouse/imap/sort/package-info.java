/**
 * SORT (RFC 5256). {@link posthouse.imap.sort.Sort} is the command; what it finds, {@code search} says.
 *
 * <p>What holds here:
 * <ul>
 *   <li>Keys come from rows and envelopes, never from a message's octets; a sort by size or arrival reads no envelope.
 *   <li>Of each message a few octets are kept: a number, or the first {@code Texts.LONGEST} octets of a folded text.
 *   <li>Texts are ordered by i;unicode-casemap (RFC 5051): their folded form in UTF-8, octet by octet. What is alike stays in
 *       the order of the mailbox.
 *   <li>It runs where octets are searched: few threads, one sort or search of an account at a time.
 * </ul>
 */
package posthouse.imap.sort;
