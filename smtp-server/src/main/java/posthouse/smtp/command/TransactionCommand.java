package posthouse.smtp.command;

import posthouse.common.net.Replies;
import posthouse.mailstore.StoreException;
import posthouse.smtp.MailTransaction;
import posthouse.smtp.SmtpState;
import posthouse.smtp.wire.Refused;

/** A command that makes sense between MAIL and the end of DATA only. */
interface TransactionCommand extends Command {

    Replies run(SmtpState state, MailTransaction transaction) throws Refused, StoreException;

    @Override
    default Replies run(SmtpState state) throws Refused, StoreException {
        var transaction = state.transaction();
        if (transaction.isEmpty()) {
            throw new Refused(503, "5.5.1", "MAIL first"); // RFC 5321 3.3
        }
        return run(state, transaction.get());
    }
}
