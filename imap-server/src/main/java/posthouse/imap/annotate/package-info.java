/**
 * What clients note of messages (RFC 5257): the names of entries, their values as clients send them and are told of them.
 *
 * <p>What holds here: a mailbox of which no message was ever annotated is known by its own row, and nothing is read for it. A client is
 * never told of what is private to another account, not even that there is something.
 */
package posthouse.imap.annotate;
