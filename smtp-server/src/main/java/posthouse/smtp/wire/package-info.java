/**
 * What SMTP looks like on the wire: lines, command lines, replies, a message's octets. Knows nothing of what commands do, so
 * that tables of input and result can drive it alone.
 */
package posthouse.smtp.wire;
