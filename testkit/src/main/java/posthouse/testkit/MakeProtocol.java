package posthouse.testkit;

import posthouse.common.config.Settings;
import posthouse.common.net.Protocol;
import posthouse.common.sasl.Authenticator;
import posthouse.mailstore.MailStore;

/** How a room's protocol is made: {@code Pop3Protocol::new}. */
@FunctionalInterface
public interface MakeProtocol {
    Protocol with(MailStore store, Authenticator authenticator, Settings settings);
}
