package posthouse.smtp.command;

import posthouse.common.net.Replies;
import posthouse.mailstore.StoreException;
import posthouse.smtp.MailTransaction;
import posthouse.smtp.SmtpState;
import posthouse.smtp.envelope.Body;
import posthouse.smtp.intake.DataIntake;
import posthouse.smtp.wire.BadSyntax;
import posthouse.smtp.wire.Refused;
import posthouse.smtp.wire.Reply;
import posthouse.smtp.wire.SmtpReader;

/** DATA: RFC 5321 4.1.1.4. What follows the 354 is {@link DataIntake}'s. */
record Data() implements TransactionCommand, AtOnce {

    private static final Reply GO_AHEAD = Reply.plain(354, "End the message with <CR><LF>.<CR><LF>");

    static Data parse(SmtpReader in) throws BadSyntax {
        in.end();
        return new Data();
    }

    @Override
    public boolean isShort(SmtpState state) {
        return !state.reception().door().mayWait();
    }

    @Override
    public Replies run(SmtpState state, MailTransaction transaction) throws Refused, StoreException {
        if (transaction.recipients().isEmpty()) {
            throw new Refused(503, "5.5.1", "No valid recipients"); // RFC 5321 3.3; RFC 2033 4.2 leaves LMTP no other code
        }
        if (transaction.message() != null) {
            throw new Refused(503, "5.5.1", "BDAT has begun: what is missing comes by BDAT"); // RFC 3030 2
        }
        if (transaction.parameters().body() == Body.BINARY_MIME) {
            throw new Refused(503, "5.5.1", "BINARYMIME comes by BDAT"); // RFC 3030 3
        }
        DataIntake.begin(state, transaction);
        return GO_AHEAD;
    }
}
