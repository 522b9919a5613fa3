package posthouse.common.sasl;

import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import posthouse.common.net.Connection;
import posthouse.common.sasl.SaslText.Malformed;

/**
 * EXTERNAL: RFC 4422 A. The client has shown a certificate, which TLS has checked (RFC 5280): the e-mail addresses that it is for
 * are those of its accounts.
 */
final class ExternalMechanism implements SaslExchange {

    private static final Integer RFC822_NAME = 1; // RFC 5280 4.2.1.6

    private final Authenticator sasl;
    private final Connection connection;

    ExternalMechanism(Authenticator sasl, Connection connection) {
        this.sasl = sasl;
        this.connection = connection;
    }

    /** Whether the client has shown one that names an address. */
    static boolean isPossible(Connection connection) {
        return connection.tls().filter(session -> !addresses(session).isEmpty()).isPresent();
    }

    @Override
    public CompletionStage<SaslStep> respond(byte[] response) {
        if (response == null) {
            return SaslText.challenge("");
        }
        try {
            String authorization = SaslText.decode(response);
            if (authorization.indexOf('\0') >= 0) {
                throw new Malformed("EXTERNAL takes the account to be, or nothing");
            }
            return SaslText.done(sasl.mustWait(connection) ? Authenticator.WAIT : step(authorization));
        } catch (Malformed e) {
            return SaslText.malformed(e);
        }
    }

    /** A certificate may be for several accounts: then the client has to say which one is meant, or it is the first. */
    private SaslStep step(String authorization) {
        SaslStep last = null;
        for (String address : connection.tls().map(ExternalMechanism::addresses).orElse(List.of())) {
            last = sasl.vouchedFor(connection, address, authorization);
            if (last instanceof SaslStep.Success) {
                return last;
            }
        }
        return last == null ? new SaslStep.Failure(SaslStep.Reason.CREDENTIALS, "No certificate names an account") : last;
    }

    private static List<String> addresses(SSLSession session) {
        var addresses = new ArrayList<String>();
        try {
            Certificate[] chain = session.getPeerCertificates();
            if (chain[0] instanceof X509Certificate certificate && certificate.getSubjectAlternativeNames() != null) {
                for (List<?> name : certificate.getSubjectAlternativeNames()) {
                    if (RFC822_NAME.equals(name.get(0))) {
                        addresses.add((String) name.get(1));
                    }
                }
            }
        } catch (SSLPeerUnverifiedException | CertificateParsingException e) {
            return List.of();
        }
        return addresses;
    }
}
