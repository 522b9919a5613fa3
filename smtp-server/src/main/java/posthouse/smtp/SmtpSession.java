package posthouse.smtp;

import java.util.concurrent.CompletionStage;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.common.net.Connection;
import posthouse.common.net.Input;
import posthouse.common.net.LogText;
import posthouse.common.net.Replies;
import posthouse.common.net.Replies.Then;
import posthouse.common.net.Session;
import posthouse.mailstore.StoreException;
import posthouse.smtp.command.CommandTable;
import posthouse.smtp.command.CommandTable.Ready;
import posthouse.smtp.wire.BadSyntax;
import posthouse.smtp.wire.LineReader.BadLine;
import posthouse.smtp.wire.Refused;
import posthouse.smtp.wire.Reply;

/** One client's conversation: takes a command or what belongs to it, and turns whatever becomes of it into a reply. */
final class SmtpSession implements Session {

    private static final Logger LOG = LogManager.getLogger("posthouse.smtp");

    private final SmtpState state;
    private final Reception reception;
    private final Connection connection;
    private int failures;
    private String said;
    private Ready ready; // what was said, not run yet

    SmtpSession(Reception reception, Connection connection) {
        this.reception = reception;
        this.connection = connection;
        this.state = new SmtpState(reception, connection);
    }

    @Override
    public Replies greeting() {
        connection.idleLimit(reception.limits().idle());
        var delay = reception.limits().greetingDelay();
        if (delay.isZero() || reception.policy() != SmtpPolicy.RELAY_IN) {
            return greetInTurn();
        }
        return Replies.later(Replies.after(delay, Replies.none()).pending().thenApply(waited -> greetInTurn()));
    }

    /** RFC 5321 4.3.1: who doesn't wait for the greeting doesn't wait for replies either, which is how spam is sent. */
    private Replies greetInTurn() {
        return mustWait() && connection.hasSpoken()
            ? counted("(early)", Reply.of(554, "5.5.1", reception.hostname() + " Wait for the greeting").then(Then.CLOSE)) : greet();
    }

    private boolean mustWait() {
        String who = reception.limits().earlyTalkers();
        return reception.policy() == SmtpPolicy.RELAY_IN && connection.tls().isEmpty()
            && (who.equals("all") || who.equals("remote") && !connection.isLoopback());
    }

    private Replies greet() {
        return counted("(connected)", state.greet());
    }

    @Override
    public Replies next(Input in) {
        if (ready != null) {
            return ready();
        }
        var continuation = state.continuation();
        if (continuation.isPresent()) {
            return answer(continuation.get().name(), () -> continuation.get().next(in));
        }
        String line;
        try {
            line = state.lines().take(in, lineLimit(in));
        } catch (BadLine e) {
            return refuse(e);
        }
        return line == null ? null : command(line);
    }

    @Override
    public Replies nextAtOnce(Input in) {
        var continuation = state.continuation();
        if (continuation.isPresent()) {
            return continuation.get().isShort(in) ? answer(continuation.get().name(), () -> continuation.get().next(in)) : null;
        }
        boolean oneLine = in.lineFeed() >= 0 && in.lineFeed() == in.available() - 1; // several at once are a worker's
        if (ready != null || !oneLine) {
            return null;
        }
        try {
            String line = state.lines().take(in, lineLimit(in));
            if (line == null) {
                return null;
            }
            read(line);
        } catch (BadLine e) {
            return refuse(e);
        }
        return ready.isShort() ? ready() : null;
    }

    /** RFC 4954 4: a line of AUTH may have 12,288 octets, which other commands have no use for. */
    private int lineLimit(Input in) {
        boolean auth = in.available() > reception.limits().commandLine()
            && (in.peek(0) | 0x20) == 'a' && (in.peek(1) | 0x20) == 'u' && (in.peek(2) | 0x20) == 't' && (in.peek(3) | 0x20) == 'h';
        return auth ? reception.limits().saslLine() : reception.limits().commandLine();
    }

    /**
     * A line that is none. Behind a bare LF the client and whoever fed it may disagree on where commands begin, so nothing
     * that is under way may be completed by what follows: the transaction is over.
     */
    private Replies refuse(BadLine e) {
        if (e.kind() == BadLine.Kind.BARE_LF) {
            state.endTransaction();
        }
        connection.trace("(" + e.getMessage() + ")");
        return counted("(bad line)", Reply.of(500, "5.5.2", e.getMessage()));
    }

    private Replies command(String line) {
        read(line);
        return ready();
    }

    private void read(String line) {
        said = CommandTable.masked(line);
        if (connection.isTracing()) {
            connection.trace(said);
        }
        ready = CommandTable.read(line, state);
    }

    private Replies ready() {
        Ready now = ready;
        ready = null;
        return answer(said, now::run);
    }

    private interface Step {
        Replies run() throws BadSyntax, Refused, StoreException;
    }

    /** The three ways to fail: the client's mistake, a refusal with its reason, ours. */
    private Replies answer(String said, Step step) {
        Replies replies;
        try {
            replies = step.run();
        } catch (BadSyntax e) {
            replies = e.reply();
        } catch (Refused e) {
            replies = e.reply();
        } catch (StoreException e) {
            replies = Failures.of(e);
        } catch (RuntimeException e) {
            replies = Failures.of(e, connection);
        }
        return counted(said, replies);
    }

    /** Counts failures in a row, also those of an answer that isn't known yet. */
    private Replies counted(String said, Replies replies) {
        if (replies == null) {
            return null;
        }
        CompletionStage<Replies> pending = replies.pending();
        if (pending != null) {
            return Replies.later(pending.handle((come, failure) ->
                counted(said, failure == null ? come : Failures.of(failure, connection))));
        }
        if (replies instanceof Reply reply) {
            return counted(said, reply);
        }
        failures = replies == Replies.none() ? failures : 0;
        return replies;
    }

    private Reply counted(String said, Reply reply) {
        if (reply.code() >= 400) {
            String address = connection.remote().getAddress().getHostAddress();
            LOG.info("{} [{}] {}: {}", connection.id(), address, LogText.of(said), LogText.of(reply));
        }
        failures = reply.isFailure() ? failures + 1 : 0;
        return failures >= reception.limits().failedCommands()
            ? Reply.of(421, "4.7.0", reception.hostname() + " Too many failed commands").then(Then.CLOSE)
            : reply;
    }

    @Override
    public Replies timedOut() {
        return Reply.of(421, "4.4.2", reception.hostname() + " Timeout, closing the connection").then(Then.CLOSE);
    }

    @Override
    public Replies shuttingDown() {
        return Reply.of(421, "4.3.2", reception.hostname() + " Shutting down, closing the connection").then(Then.CLOSE); // RFC 5321 3.8
    }

    @Override
    public void tlsStarted() {
        state.forget();
        failures = 0;
    }

    @Override
    public void closed() {
        state.endTransaction();
    }
}
