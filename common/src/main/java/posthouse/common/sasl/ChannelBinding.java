package posthouse.common.sasl;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSession;
import posthouse.common.net.Connection;

/** What ties a login to the TLS session it came through, so that nobody in the middle can pass it on (RFC 5056). */
enum ChannelBinding {

    /** RFC 9266: keying material of this very session. Java has it from version 25 on. */
    TLS_EXPORTER("tls-exporter") {
        @Override
        Optional<byte[]> of(SSLSession session) {
            if (EXPORT == null || !(session instanceof ExtendedSSLSession)) {
                return Optional.empty();
            }
            try {
                return Optional.of((byte[]) EXPORT.invoke((ExtendedSSLSession) session, LABEL, new byte[0], EXPORTED));
            } catch (Error e) {
                throw e;
            } catch (Throwable e) { // TLS 1.2 without an extended master secret: RFC 9266 3
                return Optional.empty();
            }
        }
    },

    /** RFC 5929 4: the server's certificate. */
    TLS_SERVER_END_POINT("tls-server-end-point") {
        @Override
        Optional<byte[]> of(SSLSession session) {
            Certificate[] chain = session.getLocalCertificates();
            if (chain == null || !(chain[0] instanceof X509Certificate certificate)) {
                return Optional.empty();
            }
            try {
                Optional<String> hash = hash(certificate);
                return hash.isEmpty() ? Optional.empty() : Optional.of(MessageDigest.getInstance(hash.get()).digest(certificate.getEncoded()));
            } catch (GeneralSecurityException e) {
                return Optional.empty();
            }
        }
    };

    private static final String LABEL = "EXPORTER-Channel-Binding"; // RFC 9266 2
    private static final int EXPORTED = 32;
    private static final Pattern SIGNATURE = Pattern.compile("(MD5|SHA-?\\d+)(?:/\\d+)?WITH.*");
    /** {@code ExtendedSSLSession.exportKeyingMaterialData}, which Java 17 doesn't have. */
    private static final MethodHandle EXPORT = export();

    final String name;

    ChannelBinding(String name) {
        this.name = name;
    }

    /** The octets; empty if this session has none of this kind. */
    abstract Optional<byte[]> of(SSLSession session);

    static Optional<ChannelBinding> named(String name) {
        return Stream.of(values()).filter(binding -> binding.name.equals(name)).findFirst();
    }

    /** Whether a connection has any: only then the -PLUS forms can be offered. */
    static boolean isOffered(Connection connection) {
        return connection.tls().filter(session -> Stream.of(values()).anyMatch(binding -> binding.of(session).isPresent())).isPresent();
    }

    /** RFC 5929 4.1: the hash of the certificate's signature, SHA-256 in place of MD5 and SHA-1; there is none for Ed25519. */
    private static Optional<String> hash(X509Certificate certificate) {
        Matcher matcher = SIGNATURE.matcher(certificate.getSigAlgName().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String hash = matcher.group(1).replace("SHA-", "SHA");
        return Optional.of(hash.equals("MD5") || hash.equals("SHA1") ? "SHA-256" : hash.replace("SHA", "SHA-"));
    }

    private static MethodHandle export() {
        try {
            var type = MethodType.methodType(byte[].class, String.class, byte[].class, int.class);
            return MethodHandles.publicLookup().findVirtual(ExtendedSSLSession.class, "exportKeyingMaterialData", type);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }
}
