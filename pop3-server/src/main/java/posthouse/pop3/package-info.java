/**
 * POP3 (RFC 1939): a session for each connection, and what it puts up with.
 *
 * <p>What holds here:
 * <ul>
 *   <li>A maildrop has one session at a time; the lock is in memory, in the one {@link posthouse.pop3.Pop3Protocol} that serves
 *       all ports. IMAP and deliveries know nothing of it.
 *   <li>Messages are numbered and pinned at login. Numbers, sizes, unique-ids and octets stay the same until the session ends,
 *       whatever happens to the mailbox.
 *   <li>A message is given octet for octet, but for one that came by SMTPUTF8 to a client that has not said UTF8: it gets a
 *       {@link posthouse.mailstore.Surrogate}, in RETR, TOP and in all sizes.
 *   <li>Nothing is deleted before QUIT, and then by one call of the store: its +OK is a promise. A session that ends otherwise
 *       (dropped, silent, shut down) deletes nothing.
 *   <li>Lines end with CRLF. A bare LF ends a line too, but that line is answered -ERR and not obeyed.
 *   <li>Every failure becomes a reply in one place, {@link posthouse.pop3.Pop3Session}; ten in a row close.
 *   <li>No more than a piece of a message (32 KiB) is in memory for a session, however slowly its client reads.
 * </ul>
 */
package posthouse.pop3;
