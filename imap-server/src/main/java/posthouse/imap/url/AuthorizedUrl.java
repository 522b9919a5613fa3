package posthouse.imap.url;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapUrl;

/**
 * A URL with its authorization: RFC 4467 3, 9. {@code imap://joe@example.com/INBOX/;uid=20;urlauth=submit+fred:internal:91354a...}.
 *
 * @param url what it names; its user, who lets others read that, is not {@code null}
 * @param rump all that the token speaks for
 * @param expires {@code null} for never
 * @param mechanism in capitals; {@code null} if only the rump is there
 * @param token {@code null} if only the rump is there
 */
record AuthorizedUrl(ImapUrl url, String rump, Instant expires, Access access, String mechanism, String token) {

    private static final String URLAUTH = ";URLAUTH=";
    private static final String EXPIRE = ";EXPIRE=";

    /** Whom a URL lets in (RFC 4467 3); @param user of USER and SUBMIT */
    record Access(Kind kind, String user) {
        enum Kind {
            /** Everyone. */
            ANONYMOUS,
            /** Whoever is logged in. */
            AUTHUSER,
            /** One user. */
            USER,
            /** Who submits mail for one user. */
            SUBMIT
        }

        static Access parse(String text) throws BadSyntax {
            String word = text.toLowerCase(Locale.ROOT);
            if (word.equals("anonymous")) {
                return new Access(Kind.ANONYMOUS, null);
            } else if (word.equals("authuser")) {
                return new Access(Kind.AUTHUSER, null);
            } else if (word.startsWith("user+") && word.length() > 5) {
                return new Access(Kind.USER, ImapUrl.decoded(text.substring(5)));
            } else if (word.startsWith("submit+") && word.length() > 7) {
                return new Access(Kind.SUBMIT, ImapUrl.decoded(text.substring(7)));
            }
            throw new BadSyntax("unknown access identifier in the URL");
        }
    }

    /** Whether it is meant to carry an authorization. */
    static boolean isOne(String text) {
        return text.toUpperCase(Locale.ROOT).contains(URLAUTH);
    }

    /** With its token. */
    static AuthorizedUrl parse(String text) throws BadSyntax {
        AuthorizedUrl url = read(text);
        if (url.token == null) {
            throw new BadSyntax("the URL has no token");
        }
        return url;
    }

    /** The rump, for which a token is to be made. */
    static AuthorizedUrl parseRump(String text) throws BadSyntax {
        AuthorizedUrl url = read(text);
        if (url.mechanism != null) {
            throw new BadSyntax("the URL has a token already");
        }
        return url;
    }

    private static AuthorizedUrl read(String text) throws BadSyntax {
        int authorization = text.toUpperCase(Locale.ROOT).lastIndexOf(URLAUTH);
        if (authorization < 0 || !StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
            throw new BadSyntax("not an authorized URL");
        }
        String[] words = text.substring(authorization + URLAUTH.length()).split(":", -1);
        if (words.length != 1 && words.length != 3) {
            throw new BadSyntax("expected an access identifier, or one with mechanism and token");
        }
        var url = ImapUrl.parse(text.substring(0, authorization));
        if (url.user() == null || url.user().isEmpty()) {
            throw new BadSyntax("the URL names no user"); // RFC 4467 9: authimapurl
        }
        String rump = text.substring(0, authorization + URLAUTH.length() + words[0].length());
        return new AuthorizedUrl(url, rump, expires(text.substring(0, authorization)), Access.parse(words[0]),
            words.length == 1 ? null : words[1].toUpperCase(Locale.ROOT), words.length == 1 ? null : words[2]);
    }

    private static Instant expires(String url) throws BadSyntax {
        int expire = url.toUpperCase(Locale.ROOT).lastIndexOf(EXPIRE);
        try {
            return expire < 0 ? null : OffsetDateTime.parse(url.substring(expire + EXPIRE.length())).toInstant(); // RFC 3339
        } catch (DateTimeException e) {
            throw new BadSyntax("EXPIRE has no date");
        }
    }
}
