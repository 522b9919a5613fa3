package posthouse.smtp.filter;

import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import posthouse.common.address.BadAddress;
import posthouse.common.address.EmailAddress;
import posthouse.common.address.ReversePath;
import posthouse.common.config.Settings;
import posthouse.common.sasl.Credentials.Login;
import posthouse.mailstore.mime.AddressList;
import posthouse.mailstore.mime.EnvelopeStructure.Address;
import posthouse.smtp.MailTransaction;
import posthouse.smtp.SmtpKeys;
import posthouse.smtp.SmtpState;
import posthouse.smtp.wire.MailDate;

/**
 * What is asked of the mail of who has logged in: RFC 6409 6 and 8. MAIL FROM, From and Sender are addresses of the account: its
 * own, with or without a {@code +detail}, an alias that leads to it, or a configured identity. A missing Date, Message-ID or From
 * is added, Bcc is taken out.
 */
public final class SubmissionRules implements MailFilter {

    private final Identities identities;

    public SubmissionRules(Settings settings) {
        identities = new Identities(settings.get(SmtpKeys.IDENTITIES));
    }

    @Override
    public boolean mayWait() {
        return false;
    }

    @Override
    public Verdict sender(SmtpState state, MailTransaction transaction) {
        ReversePath sender = transaction.sender();
        boolean allowed = state.login().isEmpty() || sender.isNull() // a report on a message that was read (RFC 8098)
            || sender.address().filter(address -> owns(state, address)).isPresent();
        return allowed ? Verdict.ACCEPT : Verdict.refuse(550, "5.7.1", "You may not send as " + sender);
    }

    private boolean owns(SmtpState state, EmailAddress address) {
        Login login = state.login().orElseThrow();
        return state.reception().store().directory().owns(login.accountId(), address) || identities.include(login.identity(), address);
    }

    @Override
    public Inspection message(SmtpState state, MailTransaction transaction) {
        return state.login().isPresent() ? new Submitted(state, transaction) : null;
    }

    private final class Submitted implements Inspection {
        private final SmtpState state;
        private final MailTransaction transaction;
        private boolean date;
        private boolean messageId;
        private int froms;
        private Verdict wrong;

        Submitted(SmtpState state, MailTransaction transaction) {
            this.state = state;
            this.transaction = transaction;
        }

        @Override
        public HeaderField field(HeaderField field) {
            date |= field.is("Date");
            messageId |= field.is("Message-ID");
            if (field.is("From")) {
                froms++;
                checkOwner("From", field);
            } else if (field.is("Sender")) {
                checkOwner("Sender", field);
            }
            return field.is("Bcc") ? null : field;
        }

        private void checkOwner(String name, HeaderField field) {
            List<Address> addresses = AddressList.parse(field.value());
            boolean any = false;
            for (Address address : addresses) {
                if (wrong == null && address.host() != null) { // else it begins or ends a group
                    any = true;
                    check(name, address);
                }
            }
            if (wrong == null && !any) {
                wrong = Verdict.refuse(550, "5.6.0", "The " + name + " field has no address");
            }
        }

        private void check(String name, Address written) {
            try {
                if (!owns(state, address(written))) {
                    wrong = Verdict.refuse(550, "5.7.1", "You may not send as the address in the " + name + " field");
                }
            } catch (BadAddress e) {
                wrong = Verdict.refuse(550, "5.6.0", "The " + name + " field has no address that could be read");
            }
        }

        @Override
        public Verdict headerEnded() {
            if (wrong == null && froms > 1) {
                wrong = Verdict.refuse(550, "5.6.0", "There is more than one From field"); // RFC 5322 3.6
            }
            return wrong != null ? wrong : Verdict.add(missing());
        }

        private List<HeaderField> missing() {
            var missing = new ArrayList<HeaderField>();
            if (!date) {
                missing.add(HeaderField.of("Date", MailDate.write(ZonedDateTime.now()))); // RFC 6409 8.2
            }
            if (!messageId) {
                missing.add(HeaderField.of("Message-ID", "<" + UUID.randomUUID() + "@" + state.reception().hostname() + ">")); // RFC 6409 8.3
            }
            if (froms == 0) {
                String sender = transaction.sender().address().map(EmailAddress::toString)
                    .orElseGet(() -> state.login().orElseThrow().identity());
                missing.add(HeaderField.of("From", sender)); // RFC 6409 8: RFC 5322 3.6 wants one
            }
            return missing;
        }

        @Override
        public boolean wantsEmptyLine() {
            return true;
        }
    }

    /** @param written in octets, one char each */
    private static EmailAddress address(Address written) throws BadAddress {
        String local = utf8(written.mailbox());
        String domain = utf8(written.host());
        try {
            return EmailAddress.parse(local + "@" + domain);
        } catch (BadAddress e) {
            return EmailAddress.parse('"' + local.replaceAll("([\"\\\\])", "\\\\$1") + "\"@" + domain);
        }
    }

    private static String utf8(String octets) {
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
