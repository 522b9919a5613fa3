package posthouse.common.net;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A certificate (RFC 5280 4) that nobody but its own key, an EC P-256 one, vouches for; both as PEM. */
record SelfSigned(String certificate, String key) {

    /** Some mail programs refuse what is valid longer. */
    private static final Duration VALID = Duration.ofDays(820);
    private static final DateTimeFormatter UTC_TIME = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int LONGEST_COMMON_NAME = 64;
    private static final int DNS_NAME = 0x82;
    private static final int IP_ADDRESS = 0x87;
    private static final byte[] TRUE = Der.value(Der.BOOLEAN, new byte[] {(byte) 0xff});

    /** For these names, and for whoever reaches the server from its own machine. */
    static SelfSigned make(Collection<String> hostNames) {
        Set<String> names = new LinkedHashSet<>(hostNames);
        names.addAll(List.of("localhost", "127.0.0.1", "::1"));
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            return new SelfSigned(pem("CERTIFICATE", certificate(names, pair)), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has EC P-256", e);
        }
    }

    private static byte[] certificate(Set<String> names, KeyPair pair) throws GeneralSecurityException {
        byte[] algorithm = Der.sequence(Der.oid("1.2.840.10045.4.3.2")); // ecdsa-with-SHA256: RFC 5758 3.2
        byte[] name = name(names.iterator().next());
        Instant now = Instant.now();
        byte[] toSign = Der.sequence(
            Der.value(0xa0, integer(BigInteger.TWO)), // version 3
            integer(new BigInteger(120, new SecureRandom()).setBit(120)),
            algorithm,
            name,
            Der.sequence(time(now.minus(Duration.ofDays(1))), time(now.plus(VALID))),
            name,
            pair.getPublic().getEncoded(),
            Der.value(0xa3, Der.sequence(
                extension("2.5.29.17", alternativeNames(names)),
                extension("2.5.29.19", TRUE, Der.sequence()), // basicConstraints: not an authority
                extension("2.5.29.15", TRUE, Der.value(Der.BIT_STRING, new byte[] {7, (byte) 0x80})), // keyUsage: digitalSignature
                extension("2.5.29.37", Der.sequence(Der.oid("1.3.6.1.5.5.7.3.1")))))); // extKeyUsage: serverAuth
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(pair.getPrivate());
        signature.update(toSign);
        return Der.sequence(toSign, algorithm, Der.bits(signature.sign()));
    }

    private static byte[] name(String host) {
        String commonName = host.length() <= LONGEST_COMMON_NAME ? host : "posthouse";
        return Der.sequence(Der.value(Der.SET, Der.sequence(Der.oid("2.5.4.3"), Der.text(Der.UTF8_STRING, commonName))));
    }

    private static byte[] integer(BigInteger number) {
        return Der.value(Der.INTEGER, number.toByteArray());
    }

    private static byte[] time(Instant time) {
        return Der.text(Der.UTC_TIME, UTC_TIME.format(time));
    }

    /** @param parts {@link #TRUE} if it is critical, and the value */
    private static byte[] extension(String oid, byte[]... parts) {
        byte[] value = Der.value(Der.OCTET_STRING, parts[parts.length - 1]);
        return parts.length == 1 ? Der.sequence(Der.oid(oid), value) : Der.sequence(Der.oid(oid), parts[0], value);
    }

    private static byte[] alternativeNames(Set<String> names) {
        return Der.sequence(names.stream().map(SelfSigned::alternativeName).toArray(byte[][]::new));
    }

    private static byte[] alternativeName(String name) {
        if (name.contains(":") || name.matches("[0-9.]+")) {
            try {
                return Der.value(IP_ADDRESS, InetAddress.getByName(name).getAddress()); // a literal: nothing is looked up
            } catch (UnknownHostException e) {
                return Der.text(DNS_NAME, name);
            }
        }
        return Der.text(DNS_NAME, name);
    }

    private static String pem(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }
}
