package posthouse.smtp.relay;

import java.util.List;
import posthouse.smtp.relay.client.TlsDemand;

/** What a host that mail goes to must offer, from whoever has a say in it: the strictest wins. */
final class TlsPolicies {

    /**
     * @param domain of the recipients
     * @param requireTls whether the message insists on it (RFC 8689 4.2.1)
     */
    TlsDemand demand(String domain, Route route, String host, boolean requireTls) {
        if (requireTls && !route.tls().mustEncrypt()) {
            return new TlsDemand(TlsDemand.Level.VERIFIED, "REQUIRETLS", List.of());
        }
        return route.tls();
    }
}
