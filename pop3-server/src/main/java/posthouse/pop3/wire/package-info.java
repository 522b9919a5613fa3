/**
 * POP3 as octets: lines in, responses out. Knows the grammar (RFC 1939 3, RFC 2449 4 and 9) and nothing of maildrops.
 * <ul>
 *   <li>A line ends with CRLF and nothing else; it is bounded, and what is too long is dropped as it arrives.
 *   <li>A response is one write if it fits a piece of 32 KiB, and is pulled piece by piece if it doesn't.
 *   <li>Messages are dot-stuffed in the piece that was read; no message is ever whole in memory.
 * </ul>
 */
package posthouse.pop3.wire;
