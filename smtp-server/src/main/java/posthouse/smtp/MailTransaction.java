package posthouse.smtp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import posthouse.common.address.ReversePath;

/** What MAIL began and DATA ends (RFC 5321 3.3): the envelope of one message. */
public final class MailTransaction {

    private final ReversePath sender;
    private final boolean smtpUtf8;
    private final long declaredSize;
    private final List<Recipient> recipients = new ArrayList<>();

    /** @param declaredSize what SIZE= said, or 0 (RFC 1870 6) */
    public MailTransaction(ReversePath sender, boolean smtpUtf8, long declaredSize) {
        this.sender = sender;
        this.smtpUtf8 = smtpUtf8;
        this.declaredSize = declaredSize;
    }

    public ReversePath sender() {
        return sender;
    }

    /** Whether the message and its addresses may be in UTF-8 (RFC 6531). */
    public boolean smtpUtf8() {
        return smtpUtf8;
    }

    public long declaredSize() {
        return declaredSize;
    }

    /** Those that were accepted, in the order of their RCPT. */
    public List<Recipient> recipients() {
        return Collections.unmodifiableList(recipients);
    }

    public void add(Recipient recipient) {
        recipients.add(recipient);
    }
}
