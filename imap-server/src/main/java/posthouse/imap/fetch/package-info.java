/**
 * FETCH (RFC 9051 6.4.5, 7.5.2). {@link posthouse.imap.fetch.Fetch} is the command, a {@code FetchItem} one thing it asks of each
 * message, {@code FetchAnswer} what the client pulls.
 *
 * <p>What holds here:
 * <ul>
 *   <li>Each item says where its answer comes from: the client's view, the message's row, the row with its structure. The
 *       command reads no more than its dearest item needs.
 *   <li>Between two pieces an answer holds a short batch of rows and at most one open message; no thread, no lock, no database
 *       connection. No message is ever in memory, only headers are, up to what the scanner looks at.
 *   <li>A message is its copy's prefix and then the shared octets, in which the offsets of a structure count. The prefix belongs
 *       to the header, to RFC822.SIZE and to {@code BODY[]}.
 *   <li>Octets are exact. A literal has as many as it announced, or the connection ends ({@code BrokenOff}).
 *   <li>{@code \Seen} is set before the answer begins, for the whole command in one record.
 *   <li>A message is begun only when its octets are open: from then on they stay, whoever expunges it.
 * </ul>
 *
 * <p>A new item is a word in {@code Attribute}, or a record of its own, and a line in {@code FetchItems}.
 */
package posthouse.imap.fetch;
