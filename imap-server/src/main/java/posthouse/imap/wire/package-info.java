/**
 * IMAP on the wire: reading commands, writing responses. Knows nothing of stores or sessions, except what their words mean
 * ({@link posthouse.mailstore.Flags}, {@link posthouse.mailstore.UidSet}).
 *
 * <p>The methods of {@link posthouse.imap.wire.ImapReader} and {@link posthouse.imap.wire.ImapWriter} are the rules of the
 * formal syntax (RFC 9051 9). The reader takes what the grammar takes and names the octet where it stops; the writer can't
 * break a line, whatever text it is given.
 */
package posthouse.imap.wire;
