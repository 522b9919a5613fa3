package posthouse.imap.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/**
 * The URL of a message or a part of one, relative to this server: RFC 5092.
 *
 * @param user who is named in it, or {@code null}
 * @param host of which server, without its port; {@code null} for this one
 * @param uidValidity 0 for whichever
 * @param section as in {@code BODY[...]}; empty for the message
 * @param offset of the octets that are meant
 * @param count 0 for all from there
 */
public record ImapUrl(String user, String host, String mailbox, long uidValidity, long uid, String section, long offset, long count) {

    /** Reads {@code /INBOX;UIDVALIDITY=785799047/;UID=113330/;SECTION=1.5}, with {@code imap://user@host} in front or not. */
    public static ImapUrl parse(String url) throws BadSyntax {
        String user = null;
        String host = null;
        String path = url;
        if (url.regionMatches(true, 0, "imap://", 0, 7)) {
            int slash = url.indexOf('/', 7);
            String server = url.substring(7, slash < 0 ? url.length() : slash);
            int at = server.indexOf('@');
            user = at < 0 ? null : decoded(server.substring(0, at).split(";", 2)[0]);
            host = server.substring(at + 1).replaceFirst(":[0-9]*$", "");
            path = slash < 0 ? "" : url.substring(slash);
        }
        if (!path.startsWith("/")) {
            throw new BadSyntax("an IMAP URL begins with imap:// or /");
        }
        int end = parameter(path, "UID", 0);
        if (end < 0) {
            throw new BadSyntax("the URL names no message");
        }
        int validity = parameter(path.substring(0, end), "UIDVALIDITY", 0);
        String name = path.substring(1, validity >= 0 ? validity : end);
        String mailbox = Normalizer.normalize(decoded(name.endsWith("/") ? name.substring(0, name.length() - 1) : name), Normalizer.Form.NFC);
        String section = value(path, "SECTION", end);
        String partial = value(path, "PARTIAL", end);
        int dot = partial == null ? -1 : partial.indexOf('.');
        return new ImapUrl(user, host, mailbox.equalsIgnoreCase("INBOX") ? "INBOX" : mailbox, validity >= 0 ? number(value(path, "UIDVALIDITY", 0)) : 0,
            number(value(path, "UID", 0)), section == null ? "" : decoded(section),
            partial == null ? 0 : number(dot < 0 ? partial : partial.substring(0, dot)), dot < 0 ? 0 : number(partial.substring(dot + 1)));
    }

    /** Where {@code ;NAME=} stands, -1 if nowhere. */
    private static int parameter(String path, String name, int from) {
        return path.toUpperCase(Locale.ROOT).indexOf(";" + name + "=", from);
    }

    private static String value(String path, String name, int from) {
        int start = parameter(path, name, from);
        if (start < 0) {
            return null;
        }
        start += name.length() + 2;
        int end = start;
        while (end < path.length() && path.charAt(end) != '/' && path.charAt(end) != ';') {
            end++;
        }
        return path.substring(start, end);
    }

    private static long number(String digits) throws BadSyntax {
        if (!digits.matches("\\d{1,18}")) {
            throw new BadSyntax("no number in the URL");
        }
        return Long.parseLong(digits);
    }

    /** With percent escapes undone. */
    public static String decoded(String text) throws BadSyntax {
        var octets = new ByteArrayOutputStream();
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                octets.write(encoded[i]);
            } else {
                int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
                int low = high < 0 ? -1 : Character.digit(encoded[i + 2], 16);
                if (low < 0) {
                    throw new BadSyntax("a bad escape in the URL");
                }
                octets.write(high << 4 | low);
                i += 2;
            }
        }
        return Chars.utf8(octets.toByteArray());
    }
}
