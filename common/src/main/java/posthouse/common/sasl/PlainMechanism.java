package posthouse.common.sasl;

import java.util.concurrent.CompletionStage;
import posthouse.common.net.Connection;
import posthouse.common.sasl.SaslText.Malformed;

/** PLAIN: RFC 4616. One message: authorization identity, name and password with a NUL between them. */
final class PlainMechanism implements SaslExchange {

    private final Authenticator sasl;
    private final Connection connection;

    PlainMechanism(Authenticator sasl, Connection connection) {
        this.sasl = sasl;
        this.connection = connection;
    }

    @Override
    public CompletionStage<SaslStep> respond(byte[] response) {
        if (response == null) {
            return SaslText.challenge("");
        }
        try {
            // RFC 4616 2: message = [authzid] UTF8NUL authcid UTF8NUL passwd
            String[] parts = SaslText.decode(response).split("\0", -1);
            if (parts.length != 3 || parts[1].isEmpty() || parts[2].isEmpty()) {
                throw new Malformed("PLAIN takes a name and a password, each after a NUL");
            }
            return sasl.checkPassword(connection, parts[0], parts[1], parts[2]);
        } catch (Malformed e) {
            return SaslText.malformed(e);
        }
    }
}
