package posthouse.common.sasl.oauth;

import java.util.List;
import posthouse.common.config.Key;

/** Settings of login by access token. */
public final class OauthKeys {

    public static final Key<String> ISSUER = Key.text("auth.oauth.issuer", null,
        "Who issues access tokens for OAUTHBEARER and XOAUTH2, as their iss claim says; not set: no such logins.");
    public static final Key<String> KEYS = Key.text("auth.oauth.keys", null,
        "The issuer's keys (a JSON Web Key Set): a file, or an https:// address that is asked every hour.");
    public static final Key<String> AUDIENCE = Key.text("auth.oauth.audience", null,
        "What a token's aud claim must name, so that tokens for other services open nothing here. It belongs to auth.oauth.issuer.");
    public static final Key<String> SCOPE = Key.text("auth.oauth.scope", null,
        "A scope that tokens must have; not set: any.");
    public static final Key<String> CLAIM = Key.text("auth.oauth.claim", "email",
        "The claim of a token that holds the account's address, for example email, preferred_username or sub.");

    private OauthKeys() {
    }

    public static List<Key<?>> all() {
        return List.of(ISSUER, KEYS, AUDIENCE, SCOPE, CLAIM);
    }
}
