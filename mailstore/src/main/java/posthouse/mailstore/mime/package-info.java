/**
 * Messages and their parts as plain data, and what finds them: one pass of {@link posthouse.mailstore.mime.MimeScanner} when a message comes in.
 * What it finds is kept beside the message and never found again, so that {@code BODY[1.2]} is a read at a position.
 *
 * <p>What holds here:
 * <ul>
 *   <li>Nothing fails on any octets, and the time is linear in them. A limit that is reached makes the rest opaque, not the message bad.
 *   <li>Offsets count octets from the message's first; a part lies in its parent, behind the part before it.
 *   <li>What is found can always be told in IMAP's grammar: a multipart has a part, a message/rfc822 has an envelope and a
 *       message inside, no text has a CR, LF or NUL. Where there is no such thing an empty one stands for it.
 *   <li>Texts are octets, one char each (ISO-8859-1), unfolded and not decoded; who shows or searches them decodes them
 *       ({@link posthouse.mailstore.mime.HeaderText}, {@link posthouse.mailstore.mime.Parameters}).
 * </ul>
 */
package posthouse.mailstore.mime;
