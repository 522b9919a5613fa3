package posthouse.pop3;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.common.net.Connection;
import posthouse.common.net.Input;
import posthouse.common.net.Output;
import posthouse.common.net.Replies;
import posthouse.common.net.Session;
import posthouse.mailstore.OutcomeUnknown;
import posthouse.mailstore.StoreException;
import posthouse.pop3.command.Authorization;
import posthouse.pop3.command.Commands;
import posthouse.pop3.command.Service;
import posthouse.pop3.command.Spec;
import posthouse.pop3.command.State;
import posthouse.pop3.wire.Answer;
import posthouse.pop3.wire.BadSyntax;
import posthouse.pop3.wire.Lines;
import posthouse.pop3.wire.Pop3Reader;
import posthouse.pop3.wire.Refused;
import posthouse.pop3.wire.Reply;
import posthouse.pop3.wire.ResponseCode;
import posthouse.pop3.wire.Speech;
import posthouse.pop3.wire.Text;

/** One client's session (RFC 1939 3): takes a line, does what it says, answers. */
final class Pop3Session implements Session {

    private static final Logger LOG = LogManager.getLogger(Pop3Session.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Service service;
    private final SessionLimits limits;
    private final Connection connection;
    private final String timestamp;
    private final Lines lines = new Lines();
    private State state;
    private int errors;

    Pop3Session(Service service, SessionLimits limits, Connection connection) {
        this.service = service;
        this.limits = limits;
        this.connection = connection;
        timestamp = service.apop() ? newTimestamp(service.hostname()) : null;
        connection.idleLimit(limits.idle());
        tlsStarted();
    }

    /** RFC 2595 4: nothing that was said in the clear counts any more. */
    @Override
    public void tlsStarted() {
        state = new Authorization(service, connection, new Speech(), timestamp, transaction -> state = transaction);
    }

    /** RFC 1939 7: a msg-id (RFC 822) that no other greeting has, and nobody can foresee. */
    private static String newTimestamp(String hostname) {
        return '<' + Long.toHexString(RANDOM.nextLong()) + '.' + System.currentTimeMillis() + '@' + hostname + '>';
    }

    @Override
    public Replies greeting() {
        if (timestamp != null) {
            return Reply.ok("%s POP3 server ready %s", service.hostname(), timestamp).in(state.speech().language());
        }
        return Reply.ok("%s POP3 server ready", service.hostname()).in(state.speech().language());
    }

    @Override
    public Replies next(Input in) {
        try {
            byte[] line = lines.next(in, lineLimit(in));
            return line == null ? null : answer(() -> answerTo(line));
        } catch (BadSyntax e) {
            connection.trace("(a bad line)");
            return answer(() -> {
                throw e;
            });
        }
    }

    private int lineLimit(Input in) {
        return awaitsResponse() || isAuth(in) ? SessionLimits.SASL_LINE : limits.line();
    }

    private static boolean isAuth(Input in) {
        return in.available() > 4 && (in.peek(0) | 0x20) == 'a' && (in.peek(1) | 0x20) == 'u' && (in.peek(2) | 0x20) == 't'
            && (in.peek(3) | 0x20) == 'h' && in.peek(4) == ' ';
    }

    private boolean awaitsResponse() {
        return state instanceof Authorization authorization && authorization.awaitsResponse();
    }

    private Answer answerTo(byte[] line) throws BadSyntax, Refused, StoreException {
        if (awaitsResponse()) {
            connection.trace("****");
            return ((Authorization) state).response(new String(line, StandardCharsets.ISO_8859_1));
        }
        var in = new Pop3Reader(line);
        Spec<?> spec = Commands.find(in.keyword());
        trace(spec, line);
        if (spec == null) {
            throw new BadSyntax("unknown command");
        }
        return spec.run(in, state);
    }

    /** A line that is no command may be a password that came at the wrong time. */
    private void trace(Spec<?> spec, byte[] line) {
        if (connection.isTracing()) {
            connection.trace(spec == null ? "(an unknown command)"
                : spec.secret() ? spec.name() + " ****" : new String(line, StandardCharsets.UTF_8));
        }
    }

    /** What answers a line, or goes wrong with it. */
    @FunctionalInterface
    private interface Call {
        Answer make() throws BadSyntax, Refused, StoreException;
    }

    private Replies answer(Call call) {
        Answer answer = attempt(call);
        return answer instanceof Answer.Later<?> later ? whenKnown(later) : counted((Reply) answer).in(state.speech().language());
    }

    private <T> Replies whenKnown(Answer.Later<T> later) {
        return Replies.later(later.awaited().handle((value, failure) -> new WhenPulled(() -> answer(() -> {
            if (failure != null) {
                throw new IllegalStateException(failure);
            }
            return later.continuation().of(value);
        }))));
    }

    /** The one place where failures become replies. */
    private Answer attempt(Call call) {
        try {
            return call.make();
        } catch (BadSyntax e) {
            return Reply.error(null, new Text(e.getMessage()));
        } catch (Refused e) {
            return Reply.error(e.code(), e.text());
        } catch (StoreException e) {
            LOG.warn("{} {}", connection.id(), e.getMessage());
            return Reply.error(ResponseCode.SYS_TEMP, new Text("%s", e.getMessage()));
        } catch (OutcomeUnknown e) {
            throw e; // neither +OK nor -ERR: the connection is dropped
        } catch (RuntimeException e) {
            LOG.error("{} a command failed", connection.id(), e);
            return Reply.error(ResponseCode.SYS_TEMP, new Text("the server made a mistake, try again later"));
        }
    }

    private Reply counted(Reply reply) {
        errors = reply.isError() ? errors + 1 : 0;
        if (errors < limits.errors()) {
            return reply;
        }
        LOG.info("{} closed after {} errors in a row", connection.id(), errors);
        return new Reply(reply.begin(), new Text("%s; too many errors in a row, goodbye", reply.text()), null, Replies.Then.CLOSE);
    }

    /** RFC 1939 3: closed without a word, and nothing is deleted. */
    @Override
    public Replies timedOut() {
        LOG.info("{} closed after {} of silence", connection.id(), limits.idle());
        return Replies.of("", Replies.Then.CLOSE);
    }

    @Override
    public Replies shuttingDown() {
        var farewell = Reply.error(ResponseCode.SYS_TEMP, new Text("the server is shutting down, try again later"));
        return farewell.then(Replies.Then.CLOSE).in(state.speech().language());
    }

    @Override
    public void closed() {
        state.close();
    }

    /** An answer that is made on the worker that pulls it. */
    private static final class WhenPulled implements Replies {
        private final java.util.function.Supplier<Replies> made;
        private Replies replies;

        WhenPulled(java.util.function.Supplier<Replies> made) {
            this.made = made;
        }

        @Override
        public boolean writeNext(Output out) throws Exception {
            if (replies == null) {
                replies = made.get();
            }
            return replies.writeNext(out);
        }

        @Override
        public Then then() {
            return replies.then();
        }

        @Override
        public void close() {
            if (replies != null) {
                replies.close();
            }
        }
    }
}
