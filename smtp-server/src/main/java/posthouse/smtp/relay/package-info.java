/**
 * The other direction: mail from the {@link posthouse.mailstore.OutboundQueue} to the servers of its recipients.
 *
 * <p>The way of a message: {@code Scheduler} has a {@code Courier} claim what is due at a destination (a domain) →
 * {@code Routes} says where that goes, {@link posthouse.smtp.relay.dns} which hosts these are → {@code Attempt} asks them in
 * turn over a {@link posthouse.smtp.relay.client.RemoteSession} → {@code Verdict} makes of each recipient's outcome a result, a
 * next attempt or a notice → {@code OutboundQueue.conclude}, one record.
 *
 * <p>What holds here:
 * <ul>
 *   <li>A result is forced to disk before the next message goes to that host: a crash repeats the transfers in flight at most.
 *   <li>A recipient's removal and the notice to its sender are one record: nobody is told twice, and nobody is not told.
 *   <li>No notice goes to {@code <>}, and none is sent from anything else (RFC 5321 4.5.5, 6.1).
 *   <li>What a remote server says is bounded, and text: it never becomes a line of ours by itself.
 *   <li>Every step has a time limit (RFC 5321 4.5.3.2) that an octet now and then does not extend.
 *   <li>A host that hangs holds its own few threads. Memory holds destinations and transfers, never the queue.
 *   <li>Never a bare CR or LF on the way out (RFC 5321 2.3.8).
 * </ul>
 */
package posthouse.smtp.relay;
