/**
 * Annotations of mailboxes and of the server: METADATA (RFC 5464), and searches kept in them: FILTERS (RFC 5466).
 *
 * <p>What holds here: an entry's name is compared without case and kept in small letters; {@code /private} is the client's own,
 * {@code /shared} everyone's who may see the mailbox. Nobody changes {@code /shared} entries of the server by IMAP.
 */
package posthouse.imap.metadata;
