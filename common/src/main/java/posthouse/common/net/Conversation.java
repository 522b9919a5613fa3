package posthouse.common.net;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.DataFormatException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.mina.transport.socket.nio.NioSession;

/**
 * One connection and its session. Whatever happens (octets, room in the socket, a wake, an answer that was awaited, an alarm,
 * the end) gives a signal; a signal makes a worker take a turn, in which it does all there is to do and never waits for the client. Octets
 * make the I/O thread take a short one itself: it answers one command, if the session says that this waits for nothing, and gives an answer
 * that became known on it. Turns follow each other and never overlap, so what is not volatile here is only touched in turns.
 */
final class Conversation implements Runnable {

    private static final Logger LOG = LogManager.getLogger(Conversation.class);

    private static final long HANDSHAKE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long LAST_WORDS_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long LINGER_NANOS = Duration.ofSeconds(3).toNanos();

    private enum Phase {
        /** TLS is being negotiated; the session waits or isn't there yet. */
        HANDSHAKE,
        /** The session talks with the client. */
        TALKING,
        /** Nothing more is taken; what is written goes out. */
        LAST_WORDS,
        /** All is said, and the session gone; closing at once could destroy what is still on its way (RFC 9293 3.6.1). */
        LINGERING,
        GONE
    }

    private final String id;
    private final Network network;
    private final OpenPort port;
    private final Line line;
    private final TimeLimits limits;
    private final IoThread ioThread;
    private final OpenConnection connection;
    private final Runnable signal = this::signal;
    private final Runnable known = this::known;
    private final AtomicInteger signals = new AtomicInteger();

    private final Input input = new Input();
    private final Outbox out = new Outbox();
    private Compression compression; // null where there is none
    private Phase phase;
    private long phaseSince = System.nanoTime();
    private Session session;
    private Answer answer;
    private boolean waitsForMore; // next() can't do anything with what is in the input
    private boolean passedOn; // what nextAtOnce() left is for next()
    private boolean wasWriting;
    private boolean rang;
    private long quietSince; // since then nothing came of the client: no command, no reading

    Conversation(String id, Network network, OpenPort port, NioSession io, InetSocketAddress remote, InetSocketAddress local) {
        this.id = id;
        this.network = network;
        this.port = port;
        line = new Line(id, io, signal, this::arrived);
        limits = new TimeLimits(network.clock(), signal);
        ioThread = network.ioThread(io);
        connection = new OpenConnection(id, port, remote, local, line, limits, signal, ioThread);
        phase = port.isImplicitTls() ? Phase.HANDSHAKE : Phase.TALKING;
    }

    Line line() {
        return line;
    }

    OpenConnection connection() {
        return connection;
    }

    /** From any thread: there may be something to do. */
    void signal() {
        if (signals.getAndIncrement() == 0) {
            work();
        }
    }

    private void work() {
        try {
            network.workers().execute(this);
        } catch (Error noRoom) {
            signals.set(0); // or nobody would ever take a turn again
            throw noRoom;
        }
    }

    /** On an I/O thread, octets have arrived: what never waits is answered here, for a change of threads costs more than a small command. */
    private void arrived() {
        if (signals.getAndIncrement() == 0 && !(answeredAtOnce() && signals.compareAndSet(1, 0))) {
            work();
        }
    }

    /** @return false if a worker has to take a turn: the command may wait, or there is something else to do */
    private boolean answeredAtOnce() {
        try {
            if (answer != null || !isSimple()) {
                return false;
            }
            line.moveTo(input);
            Replies replies = passedOn || input.ended() ? null : session.nextAtOnce(input);
            passedOn = replies == null;
            if (passedOn) {
                return false;
            }
            waitsForMore = false;
            answer = new Answer(replies, known);
            return givenAtOnce();
        } catch (Throwable failure) {
            broken(failure);
            return false;
        }
    }

    /** From any thread: an answer that was awaited is known. Where that is the I/O thread, it goes out from there. */
    private void known() {
        if (!ioThread.isCurrent()) {
            signal();
        } else if (signals.getAndIncrement() == 0 && !(knownAtOnce() && signals.compareAndSet(1, 0))) {
            work();
        }
    }

    private boolean knownAtOnce() {
        try {
            return answer != null && isSimple() && givenAtOnce();
        } catch (Throwable failure) {
            broken(failure);
            return false;
        }
    }

    /** Whether there is nothing to do but to answer, in the short turn of an I/O thread. */
    private boolean isSimple() {
        rang = false; // else a worker's turn comes
        return phase == Phase.TALKING && session != null && compression == null && !connection.isWoken() && !network.isClosing()
            && !line.isGone() && !line.isWriting() && out.size() == 0;
    }

    /** @return false if a worker has to go on */
    private boolean givenAtOnce() throws Exception {
        Answer.Pulled pulled = answer.pull(out);
        if (pulled == Answer.Pulled.MORE) {
            pulled = answer.pull(out); // it was awaited, and what it is comes now
        }
        if (pulled == Answer.Pulled.MORE) {
            return false;
        }
        if (pulled == Answer.Pulled.ALL) {
            answered();
            if (phase != Phase.TALKING || input.available() > 0 || line.hasNews() || !write(1)) {
                return false;
            }
        }
        out.release();
        setAlarm();
        return true;
    }

    @Override
    public void run() {
        int seen;
        do {
            seen = signals.get();
            try {
                turn();
            } catch (Throwable failure) {
                LOG.error("{} failed", id, failure);
                line.closeNow();
            }
        } while (!signals.compareAndSet(seen, 0));
    }

    private void turn() {
        rang = limits.rang();
        try {
            while (!line.isGone() && step()) {
                // one thing after the other
            }
        } catch (Throwable failure) {
            broken(failure);
        }
        if (line.isGone()) {
            leave();
        } else {
            setAlarm();
        }
    }

    /** Does one thing that can be done now. @return false if there is only waiting left */
    private boolean step() throws Exception {
        return switch (phase) {
            case HANDSHAKE -> handshake();
            case TALKING -> talk();
            case LAST_WORDS -> lastWords();
            case LINGERING -> linger();
            case GONE -> false;
        };
    }

    // TLS

    private void startTls() {
        if (!connection.canStartTls()) {
            throw new IllegalStateException("TLS can't be started here");
        }
        enter(Phase.HANDSHAKE);
        input.clear();
        line.startTls(network.tls(), out);
    }

    private boolean handshake() {
        if (line.isSecured()) {
            enter(Phase.TALKING);
            quietSince = phaseSince;
            if (session != null) {
                session.tlsStarted();
            }
            return true;
        }
        if (network.isClosing() || line.hasEnded() || rang && System.nanoTime() - phaseSince >= HANDSHAKE_NANOS) {
            close("no TLS handshake");
        }
        return false;
    }

    // Talking

    private boolean talk() throws Exception {
        if (!write(Output.HIGH_WATER)) {
            return false;
        }
        if (answer == null) {
            answer = nextAnswer();
        }
        if (answer == null) {
            flush();
            if (!write(1)) {
                return false;
            }
            out.release();
            return nothingToDo();
        }
        Answer.Pulled pulled = answer.pull(compression == null ? out : compression);
        if (pulled == Answer.Pulled.UNKNOWN) {
            flush();
            write(1);
            return false;
        }
        if (pulled == Answer.Pulled.ALL) {
            answered();
        }
        return true;
    }

    private void flush() {
        if (compression != null) {
            compression.flush();
        }
    }

    /** Gives what waits to the socket if it is this much. @return false if the client has to read before anything else */
    private boolean write(int least) {
        boolean all = !line.isWriting() && (out.size() < least || line.write(out));
        if (all == wasWriting) { // it is its turn to read, or it did
            quietSince = System.nanoTime();
        }
        wasWriting = !all;
        if (!all && rang && timeIsUp()) {
            close("the client does not read");
        }
        return all;
    }

    private boolean timeIsUp() {
        return limits.totalEnded() || limits.idleEnded(quietSince);
    }

    private Answer nextAnswer() throws DataFormatException {
        if (session == null) {
            quietSince = System.nanoTime();
            session = port.protocol().open(connection);
            return new Answer(session.greeting(), known);
        }
        if (network.isClosing()) {
            return farewell(session.shuttingDown());
        }
        if (rang && limits.totalEnded()) {
            return farewell(session.timedOut());
        }
        if (connection.wasWoken()) {
            return new Answer(session.woken(), known).unasked();
        }
        Replies replies = command();
        if (replies != null) {
            return new Answer(replies, known);
        }
        return rang && limits.idleEnded(quietSince) ? farewell(session.timedOut()) : null;
    }

    private Answer farewell(Replies replies) {
        return new Answer(replies, known).last();
    }

    /** The answer to the next command; {@code null} if it has not arrived yet. */
    private Replies command() throws DataFormatException {
        while (passedOn || !waitsForMore && input.available() > 0 || receive()) {
            passedOn = false;
            Replies replies = session.next(input);
            waitsForMore = replies == null;
            if (!waitsForMore) {
                return replies;
            }
            if (input.room() == 0) {
                throw new IllegalStateException("the session takes nothing from a full buffer");
            }
        }
        return null;
    }

    private boolean receive() throws DataFormatException {
        return compression == null ? line.moveTo(input) : compression.moveTo(input, line);
    }

    private void answered() throws Exception {
        Answer done = answer;
        answer = null;
        Replies.Then then = done.finish();
        if (!done.isUnasked()) {
            quietSince = System.nanoTime();
        }
        if (then == Replies.Then.CLOSE) {
            enter(Phase.LAST_WORDS);
        } else if (then == Replies.Then.START_TLS) {
            startTls();
        } else if (then == Replies.Then.COMPRESS) {
            write(1); // so that it is logged
            compression = new Compression(id, out);
            compression.startWith(input);
            setCompressed(true);
        } else if (then == Replies.Then.END_COMPRESSION && compression != null) {
            compression.flush();
            endCompression();
            setCompressed(false);
        }
    }

    private void setCompressed(boolean is) {
        line.compressed(is);
        connection.compressed(is);
    }

    private void endCompression() {
        if (compression != null) {
            compression.end();
            compression = null;
        }
    }

    /** All commands are answered: a client that will send no more has its answers, and the connection ends. */
    private boolean nothingToDo() {
        if (input.ended()) {
            enter(Phase.LAST_WORDS);
            return true;
        }
        return false;
    }

    // The end

    private void enter(Phase next) {
        phase = next;
        phaseSince = System.nanoTime();
    }

    private boolean lastWords() {
        flush();
        if (!line.write(out)) {
            if (rang && System.nanoTime() - phaseSince >= LAST_WORDS_NANOS) {
                close("the client does not read the end");
            }
            return false;
        }
        endSession();
        line.endOutput();
        enter(Phase.LINGERING);
        return true;
    }

    private boolean linger() {
        if (network.isClosing() || line.hasEnded() || rang && System.nanoTime() - phaseSince >= LINGER_NANOS) {
            close("done");
        }
        return false;
    }

    private void close(String why) {
        LOG.debug("{} closes: {}", id, why);
        line.closeNow();
    }

    /** A session, or an answer of it, failed; what it said before still goes out. */
    private void broken(Throwable failure) {
        if (failure instanceof DataFormatException) {
            close("what the client sent is not compressed");
            return;
        }
        LOG.error("{} failed", id, failure);
        if (answer != null && !answer.isKnown()) {
            line.closeNow(); // what is awaited may hold something: leave() waits for it
            return;
        }
        Answer failed = answer;
        answer = null;
        if (failed != null) {
            failed.letGo();
        }
        if (phase == Phase.LAST_WORDS || phase == Phase.LINGERING) {
            close("failed twice");
        } else {
            enter(Phase.LAST_WORDS);
            signal();
        }
    }

    private void endSession() {
        Session ended = session;
        session = null;
        try {
            if (ended != null) {
                ended.closed();
            }
        } catch (Throwable failure) {
            LOG.error("{} failed to close", id, failure);
        }
    }

    /** The socket is closed. An answer that is still awaited comes first: it may hold something. */
    private void leave() {
        if (phase == Phase.GONE || answer != null && !answer.isKnown()) {
            return;
        }
        phase = Phase.GONE;
        limits.cancel();
        input.clear();
        out.clear();
        endCompression();
        if (answer != null) {
            answer.letGo();
            answer = null;
        }
        endSession();
        network.left(this);
    }

    private void setAlarm() {
        switch (phase) {
            case HANDSHAKE -> limits.alarmBy(phaseSince + HANDSHAKE_NANOS);
            case TALKING -> {
                if (answer == null || line.isWriting()) { // else the server is working
                    limits.alarmBy(limits.end(quietSince));
                }
            }
            case LAST_WORDS -> limits.alarmBy(phaseSince + LAST_WORDS_NANOS);
            case LINGERING -> limits.alarmBy(phaseSince + LINGER_NANOS);
            case GONE -> { }
        }
    }
}
