package posthouse.smtp.relay.client;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** Lines over one socket: commands out, replies in, each step within its time. */
final class Wire implements AutoCloseable {

    private static final int BUFFER = 64 << 10;

    private final Socket plain;
    private final Watchdog.Watched watched;
    private final Consumer<String> listener;
    private ReplyReader in;
    private OutputStream out;

    private Wire(Socket plain, Watchdog.Watched watched, Consumer<String> listener) {
        this.plain = plain;
        this.watched = watched;
        this.listener = listener;
    }

    static Wire connect(Hop hop, Sender sender) throws HopFailure {
        var socket = new Socket();
        var wire = new Wire(socket, sender.watchdog().watch(socket), sender.wire());
        sender.wire().accept("(connecting to " + hop + ")");
        try {
            wire.watched.within(sender.patience().connect());
            socket.connect(hop.address(), (int) sender.patience().connect().toMillis());
            socket.setTcpNoDelay(true);
            wire.use(socket);
            return wire;
        } catch (IOException e) {
            HopFailure failure = wire.failure("4.4.1", "connecting", e);
            wire.close();
            throw failure;
        }
    }

    private void use(Socket next) throws IOException {
        in = new ReplyReader(next.getInputStream()); // what was read of an older one and not asked for is gone
        out = new BufferedOutputStream(next.getOutputStream(), BUFFER);
    }

    /** TLS from here on; what came before it is dropped (RFC 3207 4.2). */
    SSLSession startTls(Hop hop, Trust trust, Duration limit) throws HopFailure {
        try {
            watched.within(limit);
            var secure = (SSLSocket) trust.context().getSocketFactory().createSocket(plain, hop.host(), hop.address().getPort(), true);
            var parameters = secure.getSSLParameters();
            if (hop.host().indexOf(':') < 0 && !hop.host().matches("[0-9.]+")) {
                parameters.setServerNames(List.of(new SNIHostName(hop.host())));
            }
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            use(secure);
            listener.accept("(TLS: " + secure.getSession().getProtocol() + " " + secure.getSession().getCipherSuite() + ")");
            return secure.getSession();
        } catch (IOException | IllegalArgumentException e) {
            String reason = failure("4.7.5", "negotiating TLS", e instanceof IOException io ? io : new IOException(e.getMessage())).getMessage();
            throw HopFailure.tls("validation-failure", "4.7.5", reason);
        }
    }

    /** @param step what is waited for, for people: "waiting for the greeting" */
    RemoteReply reply(Duration limit, String step) throws HopFailure {
        try {
            watched.within(limit);
            out.flush();
            RemoteReply reply = in.read();
            watched.rest();
            reply.lines().forEach(line -> listener.accept("S: " + reply.code() + " " + line));
            if (reply.code() == 421) { // RFC 5321 3.8: the connection is over
                throw new HopFailure(reply, step);
            }
            return reply;
        } catch (IOException e) {
            throw failure("4.4.2", step, e);
        }
    }

    void line(String line) throws HopFailure {
        secret(line, line);
    }

    /** @param shown in place of the line */
    void secret(String line, String shown) throws HopFailure {
        listener.accept("C: " + shown);
        try {
            out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw failure("4.4.2", "sending a command", e);
        }
    }

    OutputStream out() {
        return out;
    }

    Watchdog.Watched watched() {
        return watched;
    }

    void tell(String what) {
        listener.accept(what);
    }

    /** A reply that came while we were writing: why the other side broke off. */
    RemoteReply lastWords() {
        try {
            return in.hasMore() ? in.read() : null;
        } catch (IOException e) {
            return null;
        }
    }

    HopFailure failure(String status, String step, IOException e) {
        if (watched.isLate()) {
            return new HopFailure("4.4.2", "timed out while " + step);
        }
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new HopFailure(e instanceof ReplyReader.NoReply ? "4.5.0" : status, "failed while " + step + ": " + reason);
    }

    @Override
    public void close() {
        watched.close();
        try {
            plain.close();
        } catch (IOException e) {
            // it is not needed any more
        }
    }
}
