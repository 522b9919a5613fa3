package posthouse.pop3.command;

import posthouse.common.sasl.Authenticator;

/**
 * What all sessions share.
 *
 * @param apop whether APOP is offered
 */
public record Service(String hostname, Policies policies, boolean apop, Authenticator authenticator, Maildrops maildrops) {
}
