package posthouse.common.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import posthouse.common.config.Settings;

/** The server's sockets: I/O threads, workers, limits and the listeners that share them. */
public final class Network implements AutoCloseable {

    /** @param tls {@code null} if no listener offers TLS */
    public Network(Settings settings, Tls tls) {
    }

    /**
     * Opens a port; connections are accepted when it returns.
     *
     * @param implicitTls whether TLS begins at once (RFC 8314 3) or a command may start it
     * @throws IOException with a message that names the address, if it can't be had
     */
    public Listener listen(Protocol protocol, InetSocketAddress address, boolean implicitTls) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Where sessions run; for work that ends a {@link Replies#later}. */
    public Executor workers() {
        throw new UnsupportedOperationException();
    }

    /** Accepts no more, lets each session say its farewell, and closes everything within a few seconds. */
    @Override
    public void close() {
    }
}
