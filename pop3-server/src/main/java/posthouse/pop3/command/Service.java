package posthouse.pop3.command;

import posthouse.common.sasl.Authenticator;

/** What all sessions share. */
public record Service(String hostname, Policy policy, Authenticator authenticator, Maildrops maildrops) {
}
