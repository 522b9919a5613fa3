package posthouse.common.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.filterchain.IoFilterChain;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.DefaultWriteRequest;
import org.apache.mina.core.write.WriteRequest;
import org.apache.mina.transport.socket.nio.NioSession;

/**
 * A connection's octets on their way through MINA, both ways. It is the filter next to the socket; behind it stands the
 * {@link TlsFilter} once TLS has begun, and decrypted octets come back to {@link #decrypted}.
 *
 * <p>Octets are written to the socket by the worker that has them, and only what the socket doesn't take waits for an I/O
 * thread: a change of threads costs more than the writing.
 */
final class Line extends IoFilterAdapter {

    private static final Logger LOG = LogManager.getLogger(Line.class);
    private static final int ARRIVED_IS_FULL = 32 * 1024;
    private static final int PIECE = 64 * 1024;
    private static final int TLS_RECORD = 16 * 1024 - 256;

    /** What became of the octets written last. */
    private enum Writing { DONE, BEGUN, WAITS }

    private final String id;
    private final NioSession io;
    private final Runnable signal;
    private final Runnable arrival;
    private NextFilter next; // towards TLS, and back to the socket
    private final AtomicReference<Writing> writing = new AtomicReference<>(Writing.DONE);
    private volatile TlsFilter tls;
    private volatile boolean gone;
    private boolean compressed; // touched in turns of the conversation only
    private int withMina; // requests it has not written yet; guarded by this

    private final Input arrived = new Input(); // guards itself and what follows
    private boolean inClear = true;
    private boolean paused;
    private boolean ended;
    private boolean deaf;

    /**
     * @param signal called whenever there may be something new to do
     * @param arrival called instead when octets have arrived, on an I/O thread or in a turn
     */
    Line(String id, NioSession io, Runnable signal, Runnable arrival) {
        this.id = id;
        this.io = io;
        this.signal = signal;
        this.arrival = arrival;
    }

    @Override
    public void onPreAdd(IoFilterChain chain, String name, NextFilter itsNext) {
        next = itsNext;
    }

    // What comes in, on an I/O thread

    @Override
    public void messageReceived(NextFilter next, IoSession session, Object message) {
        if (tls == null) {
            arrived(((IoBuffer) message).buf(), true);
        } else {
            next.messageReceived(session, message);
        }
    }

    void decrypted(IoBuffer octets) {
        arrived(octets.buf(), false);
    }

    private void arrived(ByteBuffer octets, boolean clear) {
        synchronized (arrived) {
            if (deaf || clear != inClear) { // read in the clear, but after TLS was asked for: RFC 3207 4.2
                return;
            }
            arrived.add(octets);
            if (arrived.available() >= ARRIVED_IS_FULL || writing.get() == Writing.WAITS) { // who doesn't read isn't read from
                pause();
            }
        }
        arrival.run();
    }

    private void pause() {
        if (!paused) {
            paused = true;
            io.suspendRead();
        }
    }

    private void resume() {
        if (paused && !ended) {
            paused = false;
            io.resumeRead();
        }
    }

    @Override
    public void inputClosed(NextFilter next, IoSession session) {
        inputEnded();
    }

    private void inputEnded() {
        synchronized (arrived) {
            ended = true;
            pause(); // or it is reported again and again
        }
        signal.run();
    }

    @Override
    public void sessionClosed(NextFilter next, IoSession session) {
        gone = true;
        signal.run();
        next.sessionClosed(session);
    }

    @Override
    public void exceptionCaught(NextFilter next, IoSession session, Throwable cause) {
        if (session.isClosing()) {
            return;
        }
        if (cause instanceof IOException || tls != null && cause instanceof IllegalStateException) { // as MINA's TLS says "closed"
            LOG.debug("{} broken: {}", () -> id, () -> LogText.of(String.valueOf(cause.getMessage())));
        } else {
            LOG.error("{} broken", id, cause);
        }
        session.closeNow();
    }

    // What comes in, on the connection's worker

    /** Moves what has arrived to where the session reads it. @return whether that changed anything */
    boolean moveTo(Input input) {
        synchronized (arrived) {
            boolean changed = input.takeFrom(arrived) > 0;
            if (ended && arrived.available() == 0 && !input.ended()) {
                input.end();
                changed = true;
            }
            if (arrived.available() < ARRIVED_IS_FULL) {
                resume();
            }
            return changed;
        }
    }

    /** Whether octets have arrived that were not moved yet. */
    boolean hasArrived() {
        synchronized (arrived) {
            return arrived.available() > 0;
        }
    }

    /** Whether octets, or their end, have arrived; of the end nobody need have been told. */
    boolean hasNews() {
        synchronized (arrived) {
            return ended || arrived.available() > 0;
        }
    }

    /** Whether the client has sent all it will ever send. */
    boolean hasEnded() {
        synchronized (arrived) {
            return ended;
        }
    }

    boolean isGone() {
        return gone;
    }

    // What goes out

    /** Gives the octets to the socket, as far as it takes them now. @return whether all are gone */
    boolean write(Outbox out) {
        if (!isWriting() && !compressed) { // else it was logged while it could be read
            log(out);
        }
        while (!isWriting()) {
            if (out.size() == 0) {
                out.emptied();
                return true;
            }
            int length = Math.min(out.size(), tls == null ? PIECE : TLS_RECORD);
            write(ByteBuffer.wrap(out.array(), out.offset(), length), tls == null);
            out.handed(length);
        }
        return false;
    }

    private void log(Outbox out) {
        if (WireLog.isOn() && out.offset() == 0 && out.size() > 0) { // else it was logged when its beginning went
            WireLog.server(id, out.array(), 0, out.size());
        }
    }

    private void write(ByteBuffer octets, boolean clear) {
        writing.set(Writing.BEGUN);
        var buffer = IoBuffer.wrap(octets);
        if (clear) {
            filterWrite(next, io, new DefaultWriteRequest(buffer));
        } else {
            io.write(buffer);
        }
        writing.compareAndSet(Writing.BEGUN, Writing.WAITS);
    }

    /** Whether the socket hasn't taken all it was given. */
    boolean isWriting() {
        return writing.get() != Writing.DONE;
    }

    /** All that {@link #write} was given has gone. */
    void written() {
        if (writing.getAndSet(Writing.DONE) == Writing.WAITS) {
            signal.run();
        }
    }

    @Override
    public void filterWrite(NextFilter next, IoSession session, WriteRequest request) {
        if (gone) {
            return;
        }
        synchronized (this) {
            if (withMina > 0 || !takenBySocket((IoBuffer) request.getMessage())) {
                withMina++;
                next.filterWrite(session, request);
                return;
            }
        }
        sent(next, session, request);
    }

    private boolean takenBySocket(IoBuffer octets) {
        try {
            io.getChannel().write(octets.buf());
            return !octets.hasRemaining();
        } catch (IOException e) {
            LOG.debug("{} broken while writing: {}", id, e.getMessage());
            io.closeNow();
            return false;
        }
    }

    @Override
    public void messageSent(NextFilter next, IoSession session, WriteRequest request) {
        synchronized (this) {
            withMina--;
        }
        sent(next, session, request);
    }

    private void sent(NextFilter next, IoSession session, WriteRequest request) {
        if (tls == null) {
            written();
        } else {
            next.messageSent(session, request); // TLS tells when a piece of ours has gone
        }
    }

    void compressed(boolean is) {
        compressed = is;
    }

    // TLS

    /**
     * From here on everything is TLS. What came in the clear is thrown away (RFC 3207 4.2), and so is what an I/O thread has
     * read already and is about to add; {@code out}, the last words in the clear, goes when the client's first of TLS is
     * expected. On an I/O thread, or with nothing being written.
     */
    void startTls(Tls with, Outbox out) {
        synchronized (arrived) {
            inClear = false;
            arrived.clear();
            resume();
        }
        var filter = new TlsFilter(with.context(), with.asksClients(), this::inputEnded);
        io.getFilterChain().addLast("tls", filter);
        tls = filter;
        if (out.size() > 0) {
            log(out);
            write(ByteBuffer.wrap(out.array(), out.offset(), out.size()), true);
            out.clear();
        }
    }

    /** The handshake is done; on any thread. */
    void secured() {
        tls.secured();
        signal.run();
    }

    /** Whether the handshake is done; what the client sent with its end has arrived then. */
    boolean isSecured() {
        if (tls.session().isEmpty()) {
            return false;
        }
        try {
            tls.handOn(io);
        } catch (SSLException e) {
            exceptionCaught(next, io, e);
        }
        return true;
    }

    Optional<SSLSession> tlsSession() {
        TlsFilter filter = tls;
        return filter == null ? Optional.empty() : filter.session();
    }

    // The end

    /** Everything has been written: the client gets its end of stream, what it still sends is of no interest. */
    void endOutput() {
        synchronized (arrived) {
            deaf = true;
            arrived.clear();
            resume();
        }
        try {
            if (tls != null) {
                tls.close(io);
            }
            if (!hasRest()) {
                ((SocketChannel) io.getChannel()).shutdownOutput();
            }
        } catch (IOException e) {
            io.closeNow();
        }
    }

    private synchronized boolean hasRest() {
        return withMina > 0;
    }

    void closeNow() {
        io.closeNow();
    }
}
