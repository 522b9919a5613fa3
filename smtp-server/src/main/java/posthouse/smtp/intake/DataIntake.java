package posthouse.smtp.intake;

import posthouse.common.net.Input;
import posthouse.common.net.Replies;
import posthouse.mailstore.StoreException;
import posthouse.smtp.Continuation;
import posthouse.smtp.MailTransaction;
import posthouse.smtp.SmtpState;
import posthouse.smtp.wire.DataReader;

/** What follows the 354: a message up to the line with a single dot (RFC 5321 4.1.1.4). */
public final class DataIntake implements Continuation {

    private final SmtpState state;
    private final MessageIntake message;
    private final DataReader reader;

    private DataIntake(SmtpState state, MessageIntake message) {
        this.state = state;
        this.message = message;
        this.reader = new DataReader(state.cleansLineEnds());
    }

    /** From now on the octets are a message's. */
    public static void begin(SmtpState state, MailTransaction transaction) throws StoreException {
        state.continueWith(new DataIntake(state, MessageIntake.begin(state, transaction)));
    }

    @Override
    public String name() {
        return "message " + message.id();
    }

    @Override
    public boolean isShort(Input in) {
        return message.isShort(in.available());
    }

    @Override
    public Replies next(Input in) {
        int taken = reader.read(in.array(), in.offset(), in.available(), message::take);
        in.skip(taken);
        if (reader.ended()) {
            state.continueWith(null);
            if (reader.fault() != null) {
                message.blame(reader.fault());
            }
            return message.finish();
        }
        message.moved();
        return taken == 0 ? null : Replies.none();
    }
}
