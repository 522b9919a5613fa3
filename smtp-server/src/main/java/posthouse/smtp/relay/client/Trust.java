package posthouse.smtp.relay.client;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Who vouches for other servers. Every certificate is taken during the handshake, since most mail goes by opportunistic TLS
 * (RFC 7435), and judged after it.
 */
public final class Trust {

    private static final int DNS_NAME = 2;

    private final Optional<KeyStore> more;
    private Loaded loaded;

    private Trust(Optional<KeyStore> more) {
        this.more = more;
    }

    /** What takes a while to read, and is for the first connection. */
    private record Loaded(SSLContext context, List<X509TrustManager> authorities) {
    }

    /** @param more a PEM file of further certificates that vouch for others */
    public static Trust of(Optional<Path> more) throws IOException {
        try {
            return new Trust(more.isEmpty() ? Optional.empty() : Optional.of(keys(more.get())));
        } catch (GeneralSecurityException | IOException e) {
            throw new IOException("relay.trusted-certificates: " + more.get() + " can't be read: " + e, e);
        }
    }

    private synchronized Loaded loaded() {
        if (loaded == null) {
            try {
                var authorities = new ArrayList<>(managers(null));
                if (more.isPresent()) {
                    authorities.addAll(managers(more.get()));
                }
                var context = SSLContext.getInstance("TLS");
                context.init(null, new TrustManager[] {new TakesAll()}, null);
                loaded = new Loaded(context, authorities);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e); // every JDK has TLS
            }
        }
        return loaded;
    }

    private static List<X509TrustManager> managers(KeyStore keys) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(keys);
        var managers = new ArrayList<X509TrustManager>();
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                managers.add(x509);
            }
        }
        return managers;
    }

    private static KeyStore keys(Path file) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        try (var in = Files.newInputStream(file)) {
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                keys.setCertificateEntry("c" + keys.size(), each);
            }
        }
        return keys;
    }

    SSLContext context() {
        return loaded().context();
    }

    /** @param result its type in reports (RFC 8460 4.3) @param text for people */
    record Objection(String result, String text) {
    }

    /** What is wrong with a server's certificate; empty if it is one of these names' own and vouched for, in the way that is demanded. */
    Optional<Objection> objection(SSLSession session, List<String> names, TlsDemand demand) {
        try {
            var chain = new ArrayList<X509Certificate>();
            for (Certificate each : session.getPeerCertificates()) {
                chain.add((X509Certificate) each);
            }
            boolean named = names.stream().anyMatch(name -> isFor(chain.get(0), name));
            if (demand.level() == TlsDemand.Level.DANE) {
                return Dane.objection(chain, demand.tlsa(), named).map(text -> new Objection("validation-failure", text));
            } else if (!named) {
                return Optional.of(new Objection("certificate-host-mismatch", "its certificate is not for " + String.join(" or ", names)));
            }
            return check(chain.toArray(X509Certificate[]::new));
        } catch (SSLPeerUnverifiedException e) {
            return Optional.of(new Objection("validation-failure", "it showed no certificate"));
        }
    }

    private Optional<Objection> check(X509Certificate[] chain) {
        String objection = "nobody vouches for its certificate";
        for (X509TrustManager authority : loaded().authorities()) {
            try {
                authority.checkServerTrusted(chain, "UNKNOWN");
                return Optional.empty();
            } catch (CertificateException e) {
                objection = "its certificate is not trusted: " + e.getMessage();
            } catch (IllegalArgumentException e) {
                objection = "its certificate can't be checked";
            }
        }
        boolean expired = chain[0].getNotAfter().toInstant().isBefore(Instant.now());
        return Optional.of(new Objection(expired ? "certificate-expired" : "certificate-not-trusted", objection));
    }

    /** For connections whose certificates are judged within the handshake. */
    public SSLSocketFactory verifying() {
        try {
            var verifying = SSLContext.getInstance("TLS");
            verifying.init(null, new TrustManager[] {new AnyOf(loaded().authorities())}, null);
            return verifying.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has TLS
        }
    }

    /** Takes a certificate that any of the authorities vouches for. */
    private record AnyOf(List<X509TrustManager> authorities) implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("this is no server");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            CertificateException last = new CertificateException("nobody vouches for the certificate");
            for (X509TrustManager authority : authorities) {
                try {
                    authority.checkServerTrusted(chain, type);
                    return;
                } catch (CertificateException e) {
                    last = e;
                }
            }
            throw last;
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** RFC 6125 6.4: DNS names of the certificate only, one whole left-most label may be a star. */
    private static boolean isFor(X509Certificate certificate, String name) {
        try {
            var alternatives = certificate.getSubjectAlternativeNames();
            return alternatives != null && alternatives.stream().filter(a -> Integer.valueOf(DNS_NAME).equals(a.get(0)))
                .anyMatch(a -> matches(String.valueOf(a.get(1)).toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT)));
        } catch (CertificateException e) {
            return false;
        }
    }

    private static boolean matches(String pattern, String name) {
        int dot = name.indexOf('.');
        return pattern.equals(name) || pattern.startsWith("*.") && dot > 0 && pattern.substring(1).equals(name.substring(dot));
    }

    /** Judges nothing: see {@link Trust}. */
    private static final class TakesAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
