package posthouse.common.sasl.oauth;

import java.util.Optional;
import posthouse.common.json.Json;
import posthouse.common.sasl.oauth.AccessTokens.Verdict;

/** What clients send and are told of bearer tokens (RFC 6750), in the words of both mechanisms. */
public final class Bearer {

    private static final char SEPARATOR = '\u0001';

    private Bearer() {
    }

    /** The token behind {@code auth=Bearer } in a list of key=value pairs (RFC 7628 3.1); empty if there is none. */
    public static Optional<String> token(String pairs) {
        for (String pair : pairs.split(String.valueOf(SEPARATOR))) {
            if (pair.regionMatches(true, 0, "auth=Bearer ", 0, "auth=Bearer ".length())) {
                return Optional.of(pair.substring("auth=Bearer ".length()).strip()).filter(token -> !token.isEmpty());
            }
        }
        return Optional.empty();
    }

    /** RFC 7628 3.2.2: why not. */
    public static String error(Verdict.Bad verdict, Optional<String> scope) {
        return "{\"status\":" + Json.quoted(verdict.status()) + scope.map(name -> ",\"scope\":" + Json.quoted(name)).orElse("") + "}";
    }

    /** The same for XOAUTH2, which has no RFC. */
    public static String oldError(Verdict.Bad verdict, Optional<String> scope) {
        return "{\"status\":" + Json.quoted(verdict.status().equals("insufficient_scope") ? "403" : "401") + ",\"schemes\":\"Bearer\",\"scope\":"
            + Json.quoted(scope.orElse("")) + "}";
    }
}
