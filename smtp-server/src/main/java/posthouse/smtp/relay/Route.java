package posthouse.smtp.relay;

import posthouse.smtp.relay.client.Hop;
import posthouse.smtp.relay.client.TlsDemand;

/**
 * Which way mail for a domain goes.
 *
 * @param host the one host to ask; {@code null} for the domain's mail exchangers
 * @param tls what {@code host} must offer; that of mail exchangers is found out for each domain
 */
record Route(String host, int port, TlsDemand tls, boolean implicitTls, Hop.Login login) {

    boolean isMx() {
        return host == null;
    }

    /** What its host must offer. @param required whether the message insists on TLS (RFC 8689 4.2.1) */
    TlsDemand demand(boolean required) {
        return required && !tls.wantsGoodCertificate() ? TlsDemand.of(TlsDemand.Level.VERIFIED, "REQUIRETLS") : tls;
    }

    /** For people. */
    @Override
    public String toString() {
        return isMx() ? "its mail exchangers" : host + ':' + port;
    }
}
