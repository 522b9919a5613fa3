/**
 * Mail reception: SMTP, submission and LMTP as one command set under three policies.
 *
 * <p>From octets to reply: {@code Input} → {@link posthouse.smtp.wire.LineReader} → {@code CommandTable.run} →
 * {@code Rcpt.parse} → {@code Rcpt.run} → {@link posthouse.smtp.wire.Reply}. After 334 and 354 the octets go to a
 * {@link posthouse.smtp.Continuation} in place of the table.
 *
 * <p>What holds here:
 * <ul>
 *   <li>250 after the end of DATA is a promise (RFC 5321 6.1): it is said after {@code MailStore.deliver} returned, and the
 *       message is there once for each mailbox. Any other answer means that nothing was stored; in LMTP, for that recipient.
 *   <li>Nothing is accepted that can't be delivered: no stranger's mail is relayed, and a recipient is checked at RCPT. Of several
 *       one that has no room at the end waits in the queue, where there is one.
 *   <li>Only CRLF.CRLF ends a message. A bare CR, a bare LF or NUL makes it refused at its end, so that no two servers can
 *       see two messages where one was sent, or one for two.
 *   <li>Only CRLF ends a command. A line that ends with LF alone is answered with 500 at once, so that a person with
 *       {@code nc} learns why, and is never done; the mail transaction ends with it, so that nothing that was put into an
 *       address behind an LF can become a recipient or a message.
 *   <li>A message is kept octet for octet, behind one Received line that all copies share and the Return-Path and
 *       Delivered-To of each copy; what of its header changes is said in {@link posthouse.smtp.filter}. Binary parts are encoded
 *       ({@link posthouse.mailstore.BinaryParts}).
 *   <li>Memory is bounded: a message is handed to the store block by block as it comes, a line that is too long is
 *       dropped as it comes.
 *   <li>Every command that fails is one log line, and every message one; what a client said is escaped and cut, and
 *       secrets are never in it.
 * </ul>
 *
 * <p>Three ways to fail, told apart in {@code SmtpSession.answer}: {@link posthouse.smtp.wire.BadSyntax},
 * {@link posthouse.smtp.wire.Refused}, and {@link posthouse.smtp.Failures}: the store's refusals and our own mistakes.
 *
 * <p>What is lenient, and why: a space behind {@code FROM:} and {@code TO:} (many clients send it), any word as the name in
 * EHLO (RFC 5321 4.1.4), white space at the end of a line (RFC 5321 4.1.1), commands before the greeting, a reverse-path's
 * local part of more than 64 octets (bounce addresses that carry another address).
 */
package posthouse.smtp;
