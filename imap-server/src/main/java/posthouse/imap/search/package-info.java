/**
 * SEARCH (RFC 9051 6.4.4). {@link posthouse.imap.search.Search} is the command, a {@code SearchKey} what it asks, {@code Scan} how
 * the messages that match are found. How texts are compared is {@code posthouse.mailstore.search}.
 *
 * <p>What holds here:
 * <ul>
 *   <li>A key is asked again whenever more is known of a message: it answers yes, no, or that this is open yet. So whatever keys
 *       are combined, the view decides first, then rows, then octets, and only for messages that are still open.
 *   <li>Octets are searched on few threads of their own, one search of an account at a time; who waits holds no thread, and a
 *       client that goes away ends its search.
 *   <li>Flags are those of this moment, also where the client was not told of them yet.
 *   <li>What is kept between searches is made of what never changes in a message, and is bounded.
 *   <li>The answer is one line, however long, pulled in pieces.
 * </ul>
 *
 * <p>A new key is a record in {@code Criterion} or {@code TextCriterion}, and a line in {@code SearchParser}.
 */
package posthouse.imap.search;
