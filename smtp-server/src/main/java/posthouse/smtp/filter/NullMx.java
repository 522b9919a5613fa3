package posthouse.smtp.filter;

import java.io.IOException;
import java.util.Optional;
import posthouse.common.address.EmailAddress;
import posthouse.common.config.Settings;
import posthouse.smtp.MailTransaction;
import posthouse.smtp.SmtpKeys;
import posthouse.smtp.SmtpPolicy;
import posthouse.smtp.SmtpState;
import posthouse.smtp.relay.Relay;
import posthouse.smtp.relay.dns.Dns;

/** Refuses mail from domains that say that they take none (RFC 7505 4.2): nobody there could be told of it. Only where it is wished for. */
public final class NullMx implements MailFilter {

    private final Optional<Dns> dns;

    /** @throws IOException with one line that names the key that is wrong */
    public NullMx(Settings settings) throws IOException {
        dns = settings.get(SmtpKeys.REFUSE_NULL_MX) ? Optional.of(Relay.resolver(settings)) : Optional.empty();
    }

    @Override
    public boolean mayWait() {
        return dns.isPresent();
    }

    @Override
    public Verdict sender(SmtpState state, MailTransaction transaction) {
        Optional<EmailAddress> sender = transaction.sender().address();
        if (dns.isEmpty() || sender.isEmpty() || state.policy() != SmtpPolicy.RELAY_IN || state.login().isPresent()
            || state.reception().store().directory().isLocal(sender.get().domain())) {
            return Verdict.ACCEPT;
        }
        return dns.get().takesNoMail(sender.get().domain().name())
            ? Verdict.refuse(550, "5.7.27", "The sender's domain takes no mail (null MX), so nobody there could be told of yours") : Verdict.ACCEPT;
    }
}
