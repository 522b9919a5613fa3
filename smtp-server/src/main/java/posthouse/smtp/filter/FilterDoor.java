package posthouse.smtp.filter;

import java.util.List;
import java.util.Objects;
import posthouse.smtp.MailTransaction;
import posthouse.smtp.Recipient;
import posthouse.smtp.SmtpState;
import posthouse.smtp.wire.Refused;

/** All filters of a listener, in the order in which they are asked. */
public record FilterDoor(List<MailFilter> filters) {

    /** Whether one of them may wait for something when it is asked. */
    public boolean mayWait() {
        return filters.stream().anyMatch(MailFilter::mayWait);
    }

    public void connected(SmtpState state) throws Refused {
        for (MailFilter filter : filters) {
            heed(filter.connected(state), state);
        }
    }

    public void greeted(SmtpState state) throws Refused {
        for (MailFilter filter : filters) {
            heed(filter.greeted(state), state);
        }
    }

    public void sender(SmtpState state, MailTransaction transaction) throws Refused {
        for (MailFilter filter : filters) {
            heed(filter.sender(state, transaction), transaction);
        }
    }

    public void recipient(SmtpState state, MailTransaction transaction, Recipient recipient) throws Refused {
        for (MailFilter filter : filters) {
            heed(filter.recipient(state, transaction, recipient), transaction);
        }
    }

    /** What looks at a message that begins. */
    public List<Inspection> message(SmtpState state, MailTransaction transaction) {
        return filters.stream().map(filter -> filter.message(state, transaction)).filter(Objects::nonNull).toList();
    }

    private static void heed(Verdict verdict, SmtpState state) throws Refused {
        check(verdict);
        if (verdict.quarantine()) {
            state.suspect();
        }
    }

    private static void heed(Verdict verdict, MailTransaction transaction) throws Refused {
        check(verdict);
        if (verdict.quarantine()) {
            transaction.quarantine();
        }
    }

    private static void check(Verdict verdict) throws Refused {
        if (verdict.refusal() != null) {
            throw new Refused(verdict.refusal());
        }
    }
}
