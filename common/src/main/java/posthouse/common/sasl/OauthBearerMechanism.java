package posthouse.common.sasl;

import java.util.concurrent.CompletionStage;
import posthouse.common.net.Connection;
import posthouse.common.sasl.SaslText.Malformed;
import posthouse.common.sasl.oauth.AccessTokens;
import posthouse.common.sasl.oauth.Bearer;

/** OAUTHBEARER: RFC 7628. */
final class OauthBearerMechanism implements SaslExchange {

    private final BearerLogin login;

    OauthBearerMechanism(Authenticator sasl, Connection connection, AccessTokens tokens) {
        login = new BearerLogin(sasl, connection, tokens, Bearer::error);
    }

    @Override
    public CompletionStage<SaslStep> respond(byte[] response) {
        if (response == null) {
            return SaslText.challenge("");
        }
        if (login.hasFailed()) { // RFC 7628 3.2.3: %x01, and that is all
            return SaslText.done(login.failure());
        }
        try {
            // RFC 7628 3.1: client-resp = gs2-header kvsep *kvpair kvsep
            String text = SaslText.decode(response);
            int separator = text.indexOf('\u0001');
            if (separator < 0) {
                throw new Malformed("OAUTHBEARER takes a GS2 header and key=value pairs, each behind a %x01");
            }
            String user = user(text.substring(0, separator));
            String token = Bearer.token(text.substring(separator)).orElseThrow(() -> new Malformed("OAUTHBEARER: no auth=Bearer"));
            return login.check(user, token);
        } catch (Malformed e) {
            return SaslText.malformed(e);
        }
    }

    /** RFC 5801 4: {@code n,a=alice@example.org,}; there is no channel binding here. */
    private static String user(String header) throws Malformed {
        if (!header.matches("[ny],(a=[^,]+)?,")) {
            throw new Malformed("OAUTHBEARER: no GS2 header");
        }
        String identity = header.substring(2, header.length() - 1);
        return identity.isEmpty() ? "" : identity.substring(2).replace("=2C", ",").replace("=3D", "=");
    }
}
