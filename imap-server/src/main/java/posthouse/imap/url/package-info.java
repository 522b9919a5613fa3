/**
 * URLs that carry an authorization (RFC 4467): made by GENURLAUTH, read by URLFETCH, and by submission (BURL, RFC 4468) through
 * {@link posthouse.mailstore.MessageUrls}. What a URL names is {@code wire.ImapUrl}, its octets are {@code fetch.PartOfMessage}.
 *
 * <p>What holds here:
 * <ul>
 *   <li>A token is an HMAC of the URL in front of it, as it was written, under the key that the user in the URL has for its mailbox
 *       ({@link posthouse.mailstore.AccessKeys}). Nothing is kept of a URL that was made.
 *   <li>What a URL gives is what the user in it may read at that moment.
 *   <li>Whoever fetches one that gives nothing does not learn why.
 * </ul>
 */
package posthouse.imap.url;
