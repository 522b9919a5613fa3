package posthouse.smtp.filter;

import posthouse.smtp.MailTransaction;
import posthouse.smtp.SmtpState;

/** A message with too many Received fields is in a loop: RFC 5321 6.3. */
public final class LoopCheck implements MailFilter {

    @Override
    public Inspection message(SmtpState state, MailTransaction transaction) {
        int most = state.reception().limits().received();
        return new Inspection() {
            private int hops;

            @Override
            public HeaderField field(HeaderField field) {
                hops += field.is("Received") ? 1 : 0;
                return field;
            }

            @Override
            public Verdict headerEnded() {
                return hops > most ? Verdict.refuse(554, "5.4.6", "Too many Received lines: the message is in a loop") : Verdict.ACCEPT;
            }
        };
    }
}
