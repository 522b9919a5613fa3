package posthouse.smtp;

import posthouse.common.config.Settings;
import posthouse.common.net.Connection;
import posthouse.common.net.Protocol;
import posthouse.common.net.Session;
import posthouse.common.sasl.Authenticator;
import posthouse.mailstore.MailStore;

/** SMTP (RFC 5321), submission (RFC 6409) or LMTP (RFC 2033), as the policy says. */
public final class SmtpProtocol implements Protocol {

    private final Reception reception;

    public SmtpProtocol(SmtpPolicy policy, MailStore store, Authenticator authenticator, Settings settings) {
        this(policy, store, authenticator, settings, false);
    }

    /** @param hasQueue whether mail to other servers can be sent on */
    public SmtpProtocol(SmtpPolicy policy, MailStore store, Authenticator authenticator, Settings settings, boolean hasQueue) {
        reception = Reception.of(policy, store, authenticator, settings, hasQueue);
    }

    @Override
    public String name() {
        return reception.policy().protocolName();
    }

    @Override
    public Session open(Connection connection) {
        return new SmtpSession(reception, connection);
    }

    @Override
    public String refusal() {
        return "421 4.7.0 " + reception.hostname() + " Too many connections, try again later\r\n";
    }
}
