package posthouse.common.sasl;

import java.util.concurrent.CompletionStage;
import posthouse.common.net.Connection;
import posthouse.common.sasl.SaslText.Malformed;

/**
 * LOGIN: draft-murchison-sasl-login, obsolete but asked for by old clients. The prompts are those that clients compare
 * with, not the draft's. Outlook sends the name at once, as an initial response.
 */
final class LoginMechanism implements SaslExchange {

    private final Authenticator sasl;
    private final Connection connection;
    private String name;

    LoginMechanism(Authenticator sasl, Connection connection) {
        this.sasl = sasl;
        this.connection = connection;
    }

    @Override
    public CompletionStage<SaslStep> respond(byte[] response) {
        if (response == null) {
            return SaslText.challenge("Username:");
        }
        try {
            String text = SaslText.decode(response);
            if (text.isEmpty() || text.indexOf('\0') >= 0) {
                throw new Malformed("LOGIN takes a name, then a password");
            }
            if (name == null) {
                name = text;
                return SaslText.challenge("Password:");
            }
            return sasl.checkPassword(connection, "", name, text);
        } catch (Malformed e) {
            return SaslText.malformed(e);
        }
    }
}
