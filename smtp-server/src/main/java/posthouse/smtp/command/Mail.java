package posthouse.smtp.command;

import posthouse.common.address.ReversePath;
import posthouse.common.net.Replies;
import posthouse.mailstore.StoreException;
import posthouse.smtp.MailTransaction;
import posthouse.smtp.SmtpState;
import posthouse.smtp.envelope.SenderParameters;
import posthouse.smtp.wire.BadSyntax;
import posthouse.smtp.wire.Refused;
import posthouse.smtp.wire.Reply;
import posthouse.smtp.wire.SmtpReader;

/**
 * MAIL: RFC 5321 4.1.1.2. Its parameters: {@link MailParameters}.
 *
 * @param ascii whether the whole line is US-ASCII
 */
record Mail(ReversePath sender, boolean ascii, SenderParameters parameters) implements AtOnce {

    static Mail parse(SmtpReader in) throws BadSyntax {
        var sender = in.sp().label("FROM:").reversePath();
        return new Mail(sender, in.isAscii(), MailParameters.read(in.parameters()));
    }

    @Override
    public boolean isShort(SmtpState state) {
        return !state.reception().door().mayWait();
    }

    @Override
    public Replies run(SmtpState state) throws Refused, StoreException {
        if (state.transaction().isPresent()) {
            throw new Refused(503, "5.5.1", "A mail transaction is under way: RSET first");
        }
        int most = state.reception().limits().messages();
        if (most > 0 && state.countTransaction() > most) { // RFC 9422 4.1
            return Reply.of(421, "4.7.0", state.reception().hostname() + " Enough messages for one connection").then(Replies.Then.CLOSE);
        }
        if (!ascii && !parameters.smtpUtf8()) {
            throw new Refused(553, "5.6.7", "Such an address needs SMTPUTF8"); // RFC 6531 3.5
        }
        long limit = state.reception().limits().messageSize();
        if (parameters.size() > limit) {
            throw new Refused(552, "5.3.4", "Message is larger than " + limit + " octets"); // RFC 1870 6.1
        }
        state.reception().store().incoming().close(); // no room for any message: better said now
        var transaction = new MailTransaction(sender, parameters);
        state.reception().door().sender(state, transaction);
        state.begin(transaction);
        return Reply.of(250, "2.1.0", "Sender ok");
    }
}
