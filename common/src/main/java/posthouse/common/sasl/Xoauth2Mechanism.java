package posthouse.common.sasl;

import java.util.concurrent.CompletionStage;
import posthouse.common.net.Connection;
import posthouse.common.sasl.SaslText.Malformed;
import posthouse.common.sasl.oauth.AccessTokens;
import posthouse.common.sasl.oauth.Bearer;

/** XOAUTH2: Google's, before there was OAUTHBEARER; many mail programs have only this. */
final class Xoauth2Mechanism implements SaslExchange {

    private final BearerLogin login;

    Xoauth2Mechanism(Authenticator sasl, Connection connection, AccessTokens tokens) {
        login = new BearerLogin(sasl, connection, tokens, Bearer::oldError);
    }

    @Override
    public CompletionStage<SaslStep> respond(byte[] response) {
        if (response == null) {
            return SaslText.challenge("");
        }
        if (login.hasFailed()) {
            return SaslText.done(login.failure());
        }
        try {
            // user=alice@example.org ^A auth=Bearer token ^A ^A
            String text = SaslText.decode(response);
            int separator = text.indexOf('\u0001');
            if (separator < 0 || !text.startsWith("user=")) {
                throw new Malformed("XOAUTH2 takes user= and auth=Bearer, each with a %x01 behind it");
            }
            String token = Bearer.token(text.substring(separator)).orElseThrow(() -> new Malformed("XOAUTH2: no auth=Bearer"));
            return login.check(text.substring("user=".length(), separator), token);
        } catch (Malformed e) {
            return SaslText.malformed(e);
        }
    }
}
