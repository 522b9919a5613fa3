package posthouse.smtp.relay.client;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import posthouse.smtp.relay.dns.Tlsa;

/** Whether a certificate is what a host's TLSA records say (RFC 7672 3). */
public final class Dane {
    private static final int DANE_TA = 2;
    private static final int DANE_EE = 3;
    private static final int WHOLE = 0;
    private static final int KEY = 1;

    private Dane() {
    }

    /** The records that SMTP can use: RFC 7672 3.1.3 leaves those out that want an authority besides. */
    public static List<Tlsa> usable(List<Tlsa> records) {
        return records.stream().filter(r -> r.usage() == DANE_TA || r.usage() == DANE_EE).filter(r -> r.selector() == WHOLE || r.selector() == KEY)
            .filter(r -> switch (r.matching()) {
                case 0 -> r.data().length > 0;
                case 1 -> r.data().length == 32;
                case 2 -> r.data().length == 64;
                default -> false;
            }).toList();
    }

    /**
     * What is wrong with a server's certificates.
     *
     * @param chain as the server sent it, its own certificate first
     * @param records usable ones
     * @param named whether the server's own certificate is for one of the names that count (RFC 7672 3.2.2)
     */
    public static Optional<String> objection(List<X509Certificate> chain, List<Tlsa> records, boolean named) {
        if (records.stream().anyMatch(r -> r.usage() == DANE_EE && matches(r, chain.get(0)))) {
            return Optional.empty(); // RFC 7672 3.1.1: neither its names nor its dates count
        }
        boolean vouched = records.stream().anyMatch(r -> r.usage() == DANE_TA && vouches(r, chain));
        if (vouched && named) {
            return Optional.empty();
        }
        return Optional.of(vouched ? "its certificate is not for that host" : "its certificate is not what its TLSA records say");
    }

    private static boolean matches(Tlsa record, X509Certificate certificate) {
        try {
            byte[] selected = record.selector() == KEY ? certificate.getPublicKey().getEncoded() : certificate.getEncoded();
            byte[] found = switch (record.matching()) {
                case 1 -> MessageDigest.getInstance("SHA-256").digest(selected);
                case 2 -> MessageDigest.getInstance("SHA-512").digest(selected);
                default -> selected;
            };
            return Arrays.equals(found, record.data());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** RFC 7672 3.1.2: a certificate of the chain, or the record itself, is the anchor of a path to the server's own. */
    private static boolean vouches(Tlsa record, List<X509Certificate> chain) {
        for (int i = 0; i < chain.size(); i++) {
            if (matches(record, chain.get(i)) && isPath(chain.subList(0, Math.max(i, 1)), chain.get(i))) {
                return true;
            }
        }
        return record.selector() == WHOLE && record.matching() == 0 && whole(record).filter(anchor -> isAnyPath(chain, anchor)).isPresent();
    }

    private static Optional<X509Certificate> whole(Tlsa record) {
        try {
            return Optional.of((X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(record.data())));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static boolean isAnyPath(List<X509Certificate> chain, X509Certificate anchor) {
        for (int length = 1; length <= chain.size(); length++) {
            if (isPath(chain.subList(0, length), anchor)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPath(List<X509Certificate> certificates, X509Certificate anchor) {
        var below = new ArrayList<>(certificates);
        below.remove(anchor);
        if (below.isEmpty()) {
            return certificates.contains(anchor) && isCurrent(anchor);
        }
        try {
            CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(below);
            var parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
            parameters.setRevocationEnabled(false);
            CertPathValidator.getInstance("PKIX").validate(path, parameters);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean isCurrent(X509Certificate certificate) {
        try {
            certificate.checkValidity();
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
