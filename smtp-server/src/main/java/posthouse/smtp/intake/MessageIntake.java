package posthouse.smtp.intake;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.common.net.LogText;
import posthouse.common.net.Output;
import posthouse.common.net.Replies;
import posthouse.common.sasl.Credentials.Login;
import posthouse.mailstore.BinaryParts;
import posthouse.mailstore.Incoming;
import posthouse.mailstore.MailStore.Destinations;
import posthouse.mailstore.Outgoing;
import posthouse.mailstore.StoreException;
import posthouse.smtp.Failures;
import posthouse.smtp.MailTransaction;
import posthouse.smtp.SmtpPolicy;
import posthouse.smtp.SmtpState;
import posthouse.smtp.envelope.Body;
import posthouse.smtp.wire.Reply;

/**
 * A message between DATA, or the first BDAT, and its answer: takes its octets as they come and hands them to the store. One
 * that won't be stored is still taken, without being kept, for only at its end may it be answered (RFC 5321 4.1.1.4).
 */
public final class MessageIntake {

    private static final Logger LOG = LogManager.getLogger("posthouse.smtp");
    private static final int OCTETS_PER_SECOND = 4096; // slower than this is too slow, once the first minutes have passed
    private static final long SHORT = 32 << 10; // an I/O thread takes in this much: it is read in some 50 µs
    private static final int FEW = 10;
    private static final long LIMIT_STEP = 64 << 10; // the time limit moves once for so many octets

    private final SmtpState state;
    private final MailTransaction transaction;
    private final String id = QueueId.next();
    private final long began = System.nanoTime();
    private Incoming incoming;
    private final Inspections inspections;
    private final HeaderPass header;
    /** For the top of each copy, below what filters add: the trace line of internationalized mail, by which POP3 knows it. */
    private byte[] ownTrace = {};
    private long size;
    private long limitMovesAt;
    private Reply refusal;

    private MessageIntake(SmtpState state, MailTransaction transaction) throws StoreException {
        this.state = state;
        this.transaction = transaction;
        this.incoming = state.reception().store().incoming();
        this.inspections = new Inspections(state.reception().door().message(state, transaction), transaction, this::refuse, this::store);
        this.header = new HeaderPass(inspections);
    }

    /** The message of a transaction begins, with our Received line. */
    static MessageIntake begin(SmtpState state, MailTransaction transaction) throws StoreException {
        var intake = new MessageIntake(state, transaction);
        byte[] received = TraceLines.received(state, transaction, intake.id);
        try {
            if (transaction.parameters().smtpUtf8()) {
                intake.ownTrace = received;
            } else {
                intake.incoming.write(received, 0, received.length);
            }
        } catch (StoreException | RuntimeException e) {
            intake.close();
            throw e;
        }
        transaction.message(intake);
        intake.moveTimeLimit();
        return intake;
    }

    String id() {
        return id;
    }

    /** What is wrong with it so far; {@code null} if nothing. */
    Reply refusal() {
        return refusal;
    }

    /** Whether all that has come of it with so many octets more is taken in without waiting, and delivered, should that be its end. */
    boolean isShort(int more) {
        var recipients = transaction.recipients();
        return size + more <= SHORT && recipients.size() <= FEW && !transaction.isQuarantined() && !state.reception().door().mayWait()
            && recipients.stream().allMatch(recipient -> recipient.elsewhere().isEmpty() && (recipient.detail() == null || recipient.detail().isEmpty()));
    }

    /** More octets of it. */
    void take(byte[] octets, int offset, int length) {
        size += length;
        if (refusal != null) {
            return;
        }
        long limit = state.reception().limits().messageSize();
        if (size > limit) {
            refuse(Reply.of(552, "5.3.4", "Message is larger than " + limit + " octets")); // RFC 1870 6.3
            return;
        }
        try {
            header.take(octets, offset, length);
        } catch (RuntimeException e) {
            refuse(Failures.of(e, state.connection()));
        }
    }

    private void store(byte[] octets, int offset, int length) {
        if (refusal != null) {
            return;
        }
        try {
            incoming.write(octets, offset, length);
        } catch (StoreException e) {
            refuse(Failures.of(e));
        }
    }

    /** Nothing is kept from now on; the first reason counts. */
    void refuse(Reply reply) {
        if (refusal == null) {
            refusal = reply;
            incoming.close();
        }
    }

    /** What has no place in a message was in it: RFC 5321 2.3.8, 4.1.1.4. */
    void blame(String fault) {
        refusal = null; // the size is no reason to cut such a message in two and send it again
        refuse(Reply.of(554, "5.6.0", "Message has a " + fault + ": lines end with CR LF, and a message has no NUL"));
    }

    /** Something has been taken. A message may take its time, but it must move: the start, and a second more for each 4 KiB. */
    void moved() {
        if (size >= limitMovesAt && refusal == null) {
            moveTimeLimit();
        }
    }

    private void moveTimeLimit() {
        limitMovesAt = size + LIMIT_STEP;
        var all = state.reception().limits().data().plusSeconds(size / OCTETS_PER_SECOND);
        var left = all.minus(Duration.ofNanos(System.nanoTime() - began));
        state.connection().totalLimit(left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left);
    }

    /** All of it is here: it is delivered, or refused. The transaction is over when the answer is known. */
    Replies finish() {
        if (state.connection().isTracing()) {
            state.connection().trace("(message " + id + ", " + size + " octets)");
        }
        try {
            byte[] added = inspect();
            encodeBinary();
            if (refusal == null) {
                return Replies.later(deliver(added).handle(this::ended));
            }
        } catch (StoreException | RuntimeException e) {
            return ended(null, e);
        }
        return ended(null, null);
    }

    /** RFC 2033 4.2: by LMTP each recipient may fail alone. */
    private CompletionStage<Delivery> deliver(byte[] added) throws StoreException {
        var reception = state.reception();
        boolean alone = state.policy() == SmtpPolicy.LMTP;
        boolean canWait = !alone && reception.hasQueue() && !Elsewhere.isForked(transaction);
        List<Outgoing> outgoing = Elsewhere.outgoing(transaction, id, account(), added);
        Outgoing later = canWait ? Elsewhere.later(transaction, id, account(), added) : null;
        return Delivery.of(reception.store(), incoming, transaction, added, copies -> new Destinations(copies, outgoing, alone, later),
            state.connection().ioThread());
    }

    /** @param delivery {@code null} if it failed or was refused before */
    private Replies ended(Delivery delivery, Throwable failure) {
        try {
            if (failure != null) {
                refuse(Failures.of(failure, state.connection()));
            }
            if (delivery != null) {
                tell(delivery);
            }
            if (state.policy() == SmtpPolicy.LMTP) {
                return new PerRecipient(toEach(delivery));
            }
            return refusal != null ? refusal : stored("");
        } finally {
            state.endTransaction();
        }
    }

    /** Who submitted it, 0 for nobody here. */
    private long account() {
        return state.login().map(Login::accountId).orElse(0L);
    }

    /** What the filters say at the end. @return fields for the top of the message */
    private byte[] inspect() {
        if (refusal == null) {
            try {
                header.end();
                return refusal == null ? top(inspections.messageEnded()) : new byte[0];
            } catch (RuntimeException e) {
                refuse(Failures.of(e, state.connection()));
            }
        }
        return new byte[0];
    }

    /** RFC 3030 3: binary parts get an encoding that IMAP's BINARY undoes, and without which POP3 and most servers could not take them. */
    private void encodeBinary() {
        if (refusal != null || transaction.parameters().body() != Body.BINARY_MIME) {
            return;
        }
        try {
            Incoming encoded = state.reception().store().incoming();
            Incoming binary = incoming;
            incoming = encoded;
            try (binary) {
                var fault = BinaryParts.encode(binary, encoded, false);
                if (fault != BinaryParts.Fault.NONE) {
                    blame(fault == BinaryParts.Fault.NUL ? "NUL outside its parts" : "bare CR or LF outside its parts");
                }
            }
        } catch (StoreException e) {
            refuse(Failures.of(e));
        } catch (RuntimeException e) {
            refuse(Failures.of(e, state.connection()));
        }
    }

    private byte[] top(byte[] added) {
        byte[] all = Arrays.copyOf(added, added.length + ownTrace.length);
        System.arraycopy(ownTrace, 0, all, added.length, ownTrace.length);
        return all;
    }

    /** RFC 2033 4.2: one reply for each recipient that was accepted, in their order, whatever happens. */
    private List<Reply> toEach(Delivery delivery) {
        var recipients = transaction.recipients();
        if (refusal != null) {
            LOG.info("{} message {}: {}", state.connection().id(), id, LogText.of(refusal));
            return Collections.nCopies(recipients.size(), refusal);
        }
        return IntStream.range(0, recipients.size())
            .mapToObj(i -> delivery.failure(i).map(Failures::of).orElseGet(() -> stored("<" + recipients.get(i).address() + "> "))).toList();
    }

    private Reply stored(String who) {
        return Reply.of(250, "2.0.0", who + "Stored as " + id);
    }

    /** For the log and the journey. It is stored, whatever becomes of that. */
    private void tell(Delivery delivery) {
        try {
            log(delivery);
        } catch (RuntimeException e) {
            LOG.error("{} {} is stored, and could not be logged", state.connection().id(), id, e);
        }
    }

    private void log(Delivery delivery) {
        Departure.note(state, transaction, id, size, incoming.structure().envelope().messageId(), delivery);
        if (LOG.isInfoEnabled()) {
            LOG.info("{} {} from={} size={} {}", state.connection().id(), id, LogText.of(transaction.sender()), size,
                delivery.describe(transaction));
        }
    }

    /** It is stored, refused or given up. */
    public void close() {
        state.connection().totalLimit(null);
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
