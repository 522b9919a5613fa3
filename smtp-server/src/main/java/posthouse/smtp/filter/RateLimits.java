package posthouse.smtp.filter;

import java.net.InetAddress;
import java.time.Duration;
import posthouse.common.config.Settings;
import posthouse.smtp.MailTransaction;
import posthouse.smtp.Recipient;
import posthouse.smtp.SmtpKeys;
import posthouse.smtp.SmtpPolicy;
import posthouse.smtp.SmtpState;

/** How much one address and one account may do in a time. Another MTA on this machine, which comes by LMTP, is not limited. */
public final class RateLimits implements MailFilter {

    private final Rates<InetAddress> connections;
    private final Rates<InetAddress> messages;
    private final Rates<Long> submitted;
    private final Rates<Long> recipients;

    public RateLimits(Settings settings) {
        connections = new Rates<>(settings.get(SmtpKeys.CONNECTION_RATE), Duration.ofMinutes(1), System::nanoTime);
        messages = new Rates<>(settings.get(SmtpKeys.MESSAGE_RATE), Duration.ofMinutes(1), System::nanoTime);
        submitted = new Rates<>(settings.get(SmtpKeys.SUBMITTED_MESSAGES), Duration.ofHours(1), System::nanoTime);
        recipients = new Rates<>(settings.get(SmtpKeys.SUBMITTED_RECIPIENTS), Duration.ofHours(1), System::nanoTime);
    }

    @Override
    public boolean mayWait() {
        return false;
    }

    @Override
    public Verdict connected(SmtpState state) {
        return state.policy() == SmtpPolicy.LMTP || connections.allow(address(state)) ? Verdict.ACCEPT
            : Verdict.refuse(421, "4.7.0", state.reception().hostname() + " Too many connections from your address, try again in a minute");
    }

    @Override
    public Verdict sender(SmtpState state, MailTransaction transaction) {
        if (state.policy() == SmtpPolicy.LMTP) {
            return Verdict.ACCEPT;
        }
        if (!messages.allow(address(state))) {
            return Verdict.refuse(450, "4.7.1", "Too many messages from your address, try again in a minute");
        }
        return state.login().isEmpty() || submitted.allow(state.login().get().accountId()) ? Verdict.ACCEPT
            : Verdict.refuse(450, "4.7.1", "Too many messages from your account in an hour, try again later");
    }

    @Override
    public Verdict recipient(SmtpState state, MailTransaction transaction, Recipient recipient) {
        return state.login().isEmpty() || recipients.allow(state.login().get().accountId()) ? Verdict.ACCEPT
            : Verdict.refuse(452, "4.7.1", "Too many recipients from your account in an hour, try again later");
    }

    private static InetAddress address(SmtpState state) {
        return state.connection().remote().getAddress();
    }
}
