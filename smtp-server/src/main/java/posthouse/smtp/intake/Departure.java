package posthouse.smtp.intake;

import javax.net.ssl.SSLSession;
import posthouse.common.address.EmailAddress;
import posthouse.common.net.LogText;
import posthouse.common.sasl.Credentials.Login;
import posthouse.mailstore.Journeys;
import posthouse.mailstore.MailStore.Delivered;
import posthouse.smtp.MailTransaction;
import posthouse.smtp.Recipient;
import posthouse.smtp.SmtpState;
import posthouse.smtp.SmtpState.Hello;

/** The first steps of a message's journey, told once it is accepted. */
final class Departure {

    private static final int TOLD = 100;

    private Departure() {
    }

    /** @param messageId as it stands in the header, {@code null} if there is none */
    static void note(SmtpState state, MailTransaction transaction, String id, long size, String messageId, Delivery delivery) {
        Journeys journeys = state.reception().store().journeys();
        var connection = state.connection();
        journeys.note(id, "connected: " + connection.id() + " from " + connection.remote().getAddress().getHostAddress() + ", calls itself "
            + LogText.of(state.hello().map(Hello::name).orElse("nothing"))
            + connection.tls().map(SSLSession::getCipherSuite).map(suite -> ", TLS " + suite).orElse(", without TLS"));
        state.login().map(Login::identity).ifPresent(who -> journeys.note(id, "authenticated: " + LogText.of(who)));
        journeys.note(id, "MAIL FROM:" + LogText.of(transaction.sender()) + ", " + size + " octets"
            + (messageId == null ? "" : ", message-id=" + LogText.of(messageId)));
        var recipients = transaction.recipients();
        for (int i = 0; i < Math.min(TOLD, recipients.size()); i++) {
            Recipient recipient = recipients.get(i);
            journeys.note(id, "RCPT TO:<" + LogText.of(recipient.address()) + ">");
            for (Delivered copy : delivery.results().get(i)) {
                if (copy.stored()) {
                    journeys.stored(id, copy.mailboxId(), copy.uid(), "stored: " + LogText.of(copy.mailbox()) + " UID " + copy.uid() + " for "
                        + LogText.of(recipient.address()));
                }
            }
            for (EmailAddress address : recipient.elsewhere()) {
                journeys.note(id, "queued: for <" + LogText.of(address) + ">");
            }
        }
    }
}
