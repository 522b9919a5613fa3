package posthouse.common.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Whose certificates clients may show (RFC 5280): those of the authorities in a PEM file. Only then are they asked for one. */
final class ClientCertificates {

    private ClientCertificates() {
    }

    /** @throws IOException naming the file and what is wrong with it */
    static X509ExtendedTrustManager trustedBy(Path authorities) throws IOException {
        try {
            var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            var factory = CertificateFactory.getInstance("X.509");
            int number = 0;
            for (var certificate : factory.generateCertificates(new ByteArrayInputStream(Files.readAllBytes(authorities)))) {
                trusted.setCertificateEntry("authority-" + number++, certificate);
            }
            if (number == 0) {
                throw new IOException(authorities + ": no certificate in it (PEM is expected: -----BEGIN CERTIFICATE-----)");
            }
            var managers = TrustManagerFactory.getInstance("PKIX");
            managers.init(trusted);
            return (X509ExtendedTrustManager) Stream.of(managers.getTrustManagers()).filter(X509ExtendedTrustManager.class::isInstance)
                .findFirst().map(TrustManager.class::cast).orElseThrow();
        } catch (GeneralSecurityException e) {
            throw new IOException(authorities + ": a certificate in it can't be read: " + e.getMessage(), e);
        }
    }
}
