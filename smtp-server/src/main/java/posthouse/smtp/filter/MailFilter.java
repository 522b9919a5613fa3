package posthouse.smtp.filter;

import posthouse.smtp.MailTransaction;
import posthouse.smtp.Recipient;
import posthouse.smtp.SmtpState;

/** Looks at clients and their mail on the way in. One for all connections; its methods are called by many threads. */
public interface MailFilter {

    /** Whether it may wait for something when it is asked: then it is not asked on an I/O thread. What its {@link Inspection} does is no matter. */
    default boolean mayWait() {
        return true;
    }

    /** A client is there; nothing has been said. A refusal takes the greeting's place (RFC 5321 3.1). */
    default Verdict connected(SmtpState state) {
        return Verdict.ACCEPT;
    }

    /** It has said who it is: {@link SmtpState#hello()}. */
    default Verdict greeted(SmtpState state) {
        return Verdict.ACCEPT;
    }

    /** MAIL is about to be answered well. */
    default Verdict sender(SmtpState state, MailTransaction transaction) {
        return Verdict.ACCEPT;
    }

    /** RCPT is about to be answered well; the transaction doesn't have this recipient yet. */
    default Verdict recipient(SmtpState state, MailTransaction transaction, Recipient recipient) {
        return Verdict.ACCEPT;
    }

    /** A message begins. @return what looks at it, or {@code null} */
    default Inspection message(SmtpState state, MailTransaction transaction) {
        return null;
    }
}
