package posthouse.smtp.relay.client;

import java.util.List;

/**
 * What a connection to a host must be, and who says so.
 *
 * @param source the policy's name, for people: {@code opportunistic}, {@code MTA-STS}, {@code DANE}, {@code REQUIRETLS}, {@code relay.smart-host-tls}
 * @param names that the certificate may be for, besides the host's own
 */
public record TlsDemand(Level level, String source, List<String> names) {

    /** From nothing to everything. */
    public enum Level {
        /** Never TLS. */
        NONE,
        /** TLS where it is offered, with any certificate (RFC 7435). */
        OPPORTUNISTIC,
        /** TLS, with a certificate of that host that an authority vouches for. */
        VERIFIED
    }

    public static final TlsDemand OPPORTUNISTIC = new TlsDemand(Level.OPPORTUNISTIC, "opportunistic", List.of());
    public static final TlsDemand NONE = new TlsDemand(Level.NONE, "none", List.of());

    public boolean mustEncrypt() {
        return level == Level.VERIFIED;
    }
}
