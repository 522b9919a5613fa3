package posthouse.smtp.filter;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import posthouse.common.address.BadAddress;
import posthouse.common.address.EmailAddress;
import posthouse.smtp.MailTransaction;
import posthouse.smtp.Recipient;
import posthouse.smtp.SmtpState;

/**
 * A message with too many Received fields is in a loop (RFC 5321 6.3); so is one that was delivered to an address before and would be sent on
 * from there once more. What ends here may come as often as it likes.
 */
public final class LoopCheck implements MailFilter {

    private static final int REMEMBERED = 100;

    @Override
    public boolean mayWait() {
        return false;
    }

    @Override
    public Inspection message(SmtpState state, MailTransaction transaction) {
        int most = state.reception().limits().received();
        return new Inspection() {
            private final Set<EmailAddress> deliveredTo = new HashSet<>();
            private int hops;

            @Override
            public HeaderField field(HeaderField field) {
                hops += field.is("Received") ? 1 : 0;
                if (field.is("Delivered-To") && deliveredTo.size() < REMEMBERED) {
                    remember(field);
                }
                return field;
            }

            private void remember(HeaderField field) {
                try {
                    String address = new String(field.value().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
                    deliveredTo.add(EmailAddress.parse(address).canonical());
                } catch (BadAddress e) {
                    // somebody else's: ours can be read
                }
            }

            @Override
            public Verdict headerEnded() {
                if (hops > most) {
                    return Verdict.refuse(554, "5.4.6", "Too many Received lines: the message is in a loop");
                }
                for (Recipient recipient : transaction.recipients()) {
                    if (!recipient.elsewhere().isEmpty() && deliveredTo.contains(recipient.address().canonical())) {
                        return Verdict.refuse(554, "5.4.6", "It was sent on from <" + recipient.address() + "> before: the message is in a loop");
                    }
                }
                return Verdict.ACCEPT;
            }
        };
    }
}
