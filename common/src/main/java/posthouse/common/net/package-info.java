/**
 * The network layer. The only room that knows MINA.
 *
 * <p>What holds here, for every protocol:
 * <ul>
 *   <li>A {@link posthouse.common.net.Session} runs on a worker, one call at a time per connection; the next call sees everything
 *       the last one wrote. I/O threads move octets, and run what waits for nothing, as the session says.
 *   <li>The connection keeps the octets that arrived and the session takes one command at a time, because the next
 *       octets mean what the last reply made them mean (DATA, AUTH, literals, STARTTLS).
 *   <li>Reading from the socket stops while the input buffer is full or while {@value posthouse.common.net.Output#HIGH_WATER}
 *       octets of replies wait. Replies are pulled: a client that never reads costs one bounded buffer.
 *   <li>Who has an answer writes it to the socket; an I/O thread writes only what the socket didn't take at once. Answers to
 *       pipelined commands go in one write.
 *   <li>Time counts while the client is waited for, and never while the server works; only what the session took counts as a
 *       sign of life, not single octets.
 *   <li>Who waits (IDLE, a login delay, a slow reader) holds no thread.
 *   <li>What was buffered when TLS begins is thrown away (RFC 3207 4.2).
 * </ul>
 */
package posthouse.common.net;
