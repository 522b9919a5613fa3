package posthouse.smtp.relay.client;

import java.util.List;
import posthouse.smtp.relay.dns.Tlsa;

/**
 * What a connection to a host must be, and who says so.
 *
 * @param source the policy's name, for people: {@code opportunistic}, {@code MTA-STS}, {@code DANE}, {@code REQUIRETLS}, {@code relay.smart-host-tls}
 * @param names that the certificate may be for, besides the host's own
 * @param tlsa what the certificate should be, for {@link Level#DANE}
 * @param report whose policy this is in reports (RFC 8460 4.4); empty if it is nothing to report
 */
public record TlsDemand(Level level, String source, List<String> names, List<Tlsa> tlsa, String report) {

    /** From nothing to everything. */
    public enum Level {
        /** Never TLS. */
        NONE,
        /** TLS where it is offered, with any certificate (RFC 7435). */
        OPPORTUNISTIC,
        /** TLS, with any certificate (RFC 7672 2.2: TLSA records of which none is of use). */
        ENCRYPTED,
        /** TLS, with a certificate of that host that an authority vouches for. */
        VERIFIED,
        /** TLS, with the certificate that the host's TLSA records name. */
        DANE
    }

    public static final TlsDemand OPPORTUNISTIC = of(Level.OPPORTUNISTIC, "opportunistic");
    public static final TlsDemand NONE = of(Level.NONE, "none");

    public static TlsDemand of(Level level, String source) {
        return new TlsDemand(level, source, List.of(), List.of(), "");
    }

    public TlsDemand reportedAs(String policy) {
        return new TlsDemand(level, source, names, tlsa, policy);
    }

    public boolean wantsGoodCertificate() {
        return level == Level.VERIFIED || level == Level.DANE;
    }

    public boolean mustEncrypt() {
        return level.compareTo(Level.ENCRYPTED) >= 0;
    }
}
