/**
 * One connection to another server, as its SMTP client: RFC 5321, with what that server offers of PIPELINING, CHUNKING,
 * 8BITMIME, SMTPUTF8, SIZE, DSN, STARTTLS, AUTH and REQUIRETLS. Blocking, for one thread; a {@code Watchdog} closes the socket
 * of whoever exceeds a time limit.
 */
package posthouse.smtp.relay.client;
