package posthouse.smtp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import posthouse.common.address.ReversePath;
import posthouse.smtp.envelope.Body;
import posthouse.smtp.envelope.SenderParameters;
import posthouse.smtp.intake.MessageIntake;
import posthouse.smtp.wire.LineEndCheck;

/** What MAIL began and DATA ends (RFC 5321 3.3): the envelope of one message, and what has come of the message itself. */
public final class MailTransaction {

    private final ReversePath sender;
    private final SenderParameters parameters;
    private final List<Recipient> recipients = new ArrayList<>();
    private final LineEndCheck lineEnds;
    private MessageIntake message;
    private boolean quarantined;

    public MailTransaction(ReversePath sender, SenderParameters parameters) {
        this.sender = sender;
        this.parameters = parameters;
        this.lineEnds = parameters.body() == Body.BINARY_MIME ? null : new LineEndCheck();
    }

    public ReversePath sender() {
        return sender;
    }

    /** What MAIL said beside the sender. */
    public SenderParameters parameters() {
        return parameters;
    }

    /** Those that were accepted, in the order of their RCPT. */
    public List<Recipient> recipients() {
        return Collections.unmodifiableList(recipients);
    }

    public void add(Recipient recipient) {
        recipients.add(recipient);
    }

    /** The message goes where its recipients keep their junk. */
    public void quarantine() {
        quarantined = true;
    }

    public boolean isQuarantined() {
        return quarantined;
    }

    /** The message, once some of it may have come; else {@code null}. */
    public MessageIntake message() {
        return message;
    }

    public void message(MessageIntake begun) {
        message = begun;
    }

    /** What looks at the chunks of the message; {@code null} if it may have any octets (RFC 3030 3). */
    public LineEndCheck lineEnds() {
        return lineEnds;
    }

    /** It is over; what wasn't stored goes. */
    void end() {
        if (message != null) {
            message.close();
        }
    }
}
