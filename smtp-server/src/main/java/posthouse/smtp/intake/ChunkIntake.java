package posthouse.smtp.intake;

import posthouse.common.net.Input;
import posthouse.common.net.Replies;
import posthouse.mailstore.StoreException;
import posthouse.smtp.Continuation;
import posthouse.smtp.MailTransaction;
import posthouse.smtp.SmtpState;
import posthouse.smtp.wire.LineEndCheck;
import posthouse.smtp.wire.Reply;

/**
 * What follows a BDAT: as many octets as it said (RFC 3030 2). Those of a BDAT that is refused are taken and dropped before
 * the refusal is told, for they must never be read as commands.
 */
public final class ChunkIntake implements Continuation {

    private final SmtpState state;
    private final long size;
    private final boolean last;
    private final MessageIntake message; // null if the chunk is dropped
    private final LineEndCheck check; // null if any octet may be in it
    private final Reply refusal; // null if the chunk is wanted
    private long left;

    private ChunkIntake(SmtpState state, long size, boolean last, MessageIntake message, LineEndCheck check, Reply refusal) {
        this.state = state;
        this.size = size;
        this.left = size;
        this.last = last;
        this.message = message;
        this.check = check;
        this.refusal = refusal;
    }

    /** The next octets, so many, are a piece of the transaction's message. @return the answer, if there is nothing to wait for */
    public static Replies begin(SmtpState state, MailTransaction transaction, long size, boolean last) throws StoreException {
        return begin(state, of(state, transaction, size, last));
    }

    /** The next piece of the transaction's message, wherever its octets come from. */
    static ChunkIntake of(SmtpState state, MailTransaction transaction, long size, boolean last) throws StoreException {
        MessageIntake message = transaction.message() != null ? transaction.message() : MessageIntake.begin(state, transaction);
        return new ChunkIntake(state, size, last, message, transaction.lineEnds(), null);
    }

    /** The next octets, so many, are taken for nothing, and then this is the answer. */
    public static Replies drop(SmtpState state, long size, Reply refusal) {
        state.connection().totalLimit(state.reception().limits().data());
        return begin(state, new ChunkIntake(state, size, false, null, null, refusal));
    }

    private static Replies begin(SmtpState state, ChunkIntake chunk) {
        if (chunk.left == 0) {
            return chunk.finish();
        }
        state.continueWith(chunk);
        return Replies.none();
    }

    @Override
    public String name() {
        return message == null ? "BDAT" : "message " + message.id();
    }

    @Override
    public Replies next(Input in) {
        int taken = (int) Math.min(in.available(), left);
        if (taken == 0) {
            return null;
        }
        if (message != null) {
            take(in.array(), in.offset(), taken);
            message.moved();
        }
        in.skip(taken);
        left -= taken;
        return left == 0 ? finish() : Replies.none();
    }

    void take(byte[] octets, int offset, int length) {
        if (check != null) {
            check.scan(octets, offset, length);
        }
        message.take(octets, offset, length);
    }

    /** Whether the message may still be stored. */
    boolean isWanted() {
        return message.refusal() == null;
    }

    /** All of the piece is here. */
    Replies finish() {
        state.continueWith(null);
        if (message == null) {
            state.connection().totalLimit(null);
            return refusal;
        }
        if (check != null && check.fault(last) != null) {
            message.blame(check.fault(last));
        }
        if (last) {
            return message.finish();
        }
        if (message.refusal() != null) { // RFC 3030 2: the transaction has failed; chunks that are on their way find none
            state.endTransaction();
            return message.refusal();
        }
        return Reply.of(250, "2.0.0", size + " octets received");
    }
}
