package posthouse.smtp.relay.client;

import java.net.InetSocketAddress;

/**
 * A server to connect to.
 *
 * @param host its name, which its certificate should have
 * @param implicitTls whether TLS begins at once, as on port 465 (RFC 8314 3.3)
 * @param login {@code null} if none is asked for
 */
public record Hop(String host, InetSocketAddress address, TlsDemand tls, boolean implicitTls, Login login) {

    /** Who we are there. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return user;
        }
    }

    /** The same without TLS: after a handshake that failed where nobody insists on it. */
    Hop inClear() {
        return new Hop(host, address, TlsDemand.NONE, false, login);
    }

    /** For people: {@code mx.example.org[192.0.2.1]:25}. */
    @Override
    public String toString() {
        return host + '[' + address.getAddress().getHostAddress() + "]:" + address.getPort();
    }
}
