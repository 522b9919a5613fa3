package posthouse.smtp;

import java.util.List;
import java.util.Optional;
import posthouse.common.config.Settings;
import posthouse.common.net.Connection;
import posthouse.common.net.Protocol;
import posthouse.common.net.Session;
import posthouse.common.sasl.Authenticator;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.MessageUrls;
import posthouse.smtp.filter.ForgedHeaders;
import posthouse.smtp.filter.LoopCheck;
import posthouse.smtp.filter.MailFilter;
import posthouse.smtp.filter.RateLimits;
import posthouse.smtp.filter.Solicitations;
import posthouse.smtp.filter.SubmissionRules;

/** SMTP (RFC 5321), submission (RFC 6409) or LMTP (RFC 2033), as the policy says. */
public final class SmtpProtocol implements Protocol {

    private final Reception reception;

    public SmtpProtocol(SmtpPolicy policy, MailStore store, Authenticator authenticator, Settings settings) {
        this(policy, store, authenticator, settings, usualFilters(settings), false, Optional.empty());
    }

    /**
     * @param filters what looks at clients and their mail, in this order
     * @param hasQueue whether mail to other servers can be sent on
     * @param urls what BURL takes messages from (RFC 4468); empty for no BURL
     */
    public SmtpProtocol(SmtpPolicy policy, MailStore store, Authenticator authenticator, Settings settings, List<MailFilter> filters,
        boolean hasQueue, Optional<MessageUrls> urls) {
        reception = Reception.of(policy, store, authenticator, settings, filters, hasQueue, urls);
    }

    /** What mail can't do without. One list for all listeners: a rate is counted over all of them. */
    public static List<MailFilter> usualFilters(Settings settings) {
        return List.of(new RateLimits(settings), new LoopCheck(), new Solicitations(settings), new ForgedHeaders(), new SubmissionRules(settings));
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
