/**
 * {@code ./posthouse demo}: one message's trip, told on the terminal with the lines as they cross the wire. The client in here is
 * a plain socket on purpose: what it prints is all there is.
 */
package posthouse.server.demo;
