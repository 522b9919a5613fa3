package posthouse.smtp.intake;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.common.net.Input;
import posthouse.common.net.LogText;
import posthouse.common.net.Output;
import posthouse.common.net.Replies;
import posthouse.mailstore.Incoming;
import posthouse.mailstore.StoreException;
import posthouse.smtp.Continuation;
import posthouse.smtp.Failures;
import posthouse.smtp.MailTransaction;
import posthouse.smtp.SmtpPolicy;
import posthouse.smtp.SmtpState;
import posthouse.smtp.wire.DataReader;
import posthouse.smtp.wire.Reply;

/**
 * Takes the octets of a message as they come and hands them to the store. A message that won't be stored is still taken to
 * its end, without being kept, for only then may it be answered (RFC 5321 4.1.1.4).
 */
public final class MessageIntake implements Continuation {

    private static final Logger LOG = LogManager.getLogger("posthouse.smtp");
    private static final int OCTETS_PER_SECOND = 4096; // slower than this is too slow, once the first minutes have passed
    private static final long LIMIT_STEP = 64 << 10; // the time limit moves once for so many octets

    private final SmtpState state;
    private final MailTransaction transaction;
    private final String id = QueueId.next();
    private final long began = System.nanoTime();
    private final DataReader reader = new DataReader();
    private final HopCounter hops = new HopCounter();
    private final Incoming incoming;
    private long size;
    private long limitMovesAt;
    private Reply refusal;

    private MessageIntake(SmtpState state, MailTransaction transaction) throws StoreException {
        this.state = state;
        this.transaction = transaction;
        this.incoming = state.reception().store().incoming();
    }

    /** From now on the octets are a message's. */
    public static void begin(SmtpState state, MailTransaction transaction) throws StoreException {
        var intake = new MessageIntake(state, transaction);
        byte[] received = TraceLines.received(state, transaction, intake.id);
        try {
            intake.incoming.write(received, 0, received.length);
        } catch (StoreException | RuntimeException e) {
            intake.close();
            throw e;
        }
        intake.moveTimeLimit();
        state.continueWith(intake);
    }

    @Override
    public String name() {
        return "message " + id;
    }

    @Override
    public Replies next(Input in) throws StoreException {
        int taken = reader.read(in.array(), in.offset(), in.available(), this::take);
        in.skip(taken);
        if (reader.ended()) {
            return finish();
        }
        if (size >= limitMovesAt && refusal == null) {
            moveTimeLimit();
        }
        return taken == 0 ? null : Replies.none();
    }

    private void take(byte[] octets, int offset, int length) {
        size += length;
        if (refusal != null) {
            return;
        }
        var limits = state.reception().limits();
        hops.scan(octets, offset, length);
        if (size > limits.messageSize()) {
            refuse(Reply.of(552, "5.3.4", "Message is larger than " + limits.messageSize() + " octets")); // RFC 1870 6.3
        } else if (hops.hops() > limits.received()) {
            refuse(Reply.of(554, "5.4.6", "Too many Received lines: the message is in a loop")); // RFC 5321 6.3
        } else {
            store(octets, offset, length);
        }
    }

    private void store(byte[] octets, int offset, int length) {
        try {
            incoming.write(octets, offset, length);
        } catch (StoreException e) {
            refuse(Failures.of(e));
        } catch (RuntimeException e) {
            refuse(Failures.of(e, state.connection()));
        }
    }

    /** Nothing is kept from now on. */
    private void refuse(Reply reply) {
        refusal = reply;
        incoming.close();
    }

    /** A message may take its time, but it must move: the start, and a second more for each 4 KiB. */
    private void moveTimeLimit() {
        limitMovesAt = size + LIMIT_STEP;
        var all = state.reception().limits().data().plusSeconds(size / OCTETS_PER_SECOND);
        var left = all.minus(Duration.ofNanos(System.nanoTime() - began));
        state.connection().totalLimit(left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left);
    }

    private Replies finish() throws StoreException {
        state.continueWith(null);
        state.endTransaction();
        state.connection().totalLimit(null);
        if (state.connection().isTracing()) {
            state.connection().trace("(message " + id + ", " + size + " octets)");
        }
        try {
            if (reader.fault() != null) {
                refusal = Reply.of(554, "5.6.0", "Message has a " + reader.fault() + ": lines end with CR LF, and a message has no NUL");
            }
            return state.policy() == SmtpPolicy.LMTP ? new PerRecipient(deliverToEach()) : deliverToAll();
        } finally {
            close();
        }
    }

    private Reply deliverToAll() throws StoreException {
        if (refusal != null) {
            return refusal;
        }
        log(Delivery.of(state.reception().store(), incoming, transaction, false));
        return stored("");
    }

    /** RFC 2033 4.2: one reply for each recipient that was accepted, in their order, whatever happens. */
    private List<Reply> deliverToEach() {
        var recipients = transaction.recipients();
        try {
            if (refusal == null) {
                var delivery = Delivery.of(state.reception().store(), incoming, transaction, true);
                log(delivery);
                return IntStream.range(0, recipients.size()).mapToObj(i -> delivery.failure(i).map(Failures::of)
                    .orElseGet(() -> stored("<" + recipients.get(i).address() + "> "))).toList();
            }
        } catch (StoreException e) {
            refusal = Failures.of(e);
        } catch (RuntimeException e) {
            refusal = Failures.of(e, state.connection());
        }
        LOG.info("{} {}: {}", state.connection().id(), name(), LogText.of(refusal));
        return Collections.nCopies(recipients.size(), refusal);
    }

    private Reply stored(String who) {
        return Reply.of(250, "2.0.0", who + "Stored as " + id);
    }

    private void log(Delivery delivery) {
        if (LOG.isInfoEnabled()) {
            LOG.info("{} {} from={} size={} {}", state.connection().id(), id, LogText.of(transaction.sender()), size,
                delivery.describe(transaction));
        }
    }

    @Override
    public void close() {
        incoming.close();
    }

    private record PerRecipient(List<Reply> replies) implements Replies {
        @Override
        public boolean writeNext(Output out) {
            replies.forEach(reply -> reply.writeNext(out));
            return false;
        }
    }
}
