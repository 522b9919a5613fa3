/**
 * What senders are told of their mail: delivery status notifications (RFC 3464) as multipart/report (RFC 6522), in plain words
 * above what programs read.
 */
package posthouse.smtp.relay.report;
