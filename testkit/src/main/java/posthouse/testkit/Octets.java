package posthouse.testkit;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The escapes of transcripts. Octets are chars of ISO-8859-1. */
final class Octets {

    private static final Pattern ESCAPE = Pattern.compile("\\\\x(\\p{XDigit}{2})|\\\\([rn])(?!\\p{Lower})|<(\\d+) ([^>]+)>");

    private Octets() {
    }

    /** {@code \xHH}, {@code \r}, {@code \n} and {@code <300 ab>} as the octets they stand for. */
    static String unescape(String text) {
        return ESCAPE.matcher(text).replaceAll(match -> {
            if (match.group(1) != null) {
                return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 16)));
            } else if (match.group(2) != null) {
                return match.group(2).equals("r") ? "\r" : "\n";
            }
            return Matcher.quoteReplacement(unescape(match.group(4)).repeat(Integer.parseInt(match.group(3))));
        });
    }

    /** For people: control octets as escapes, the rest as the UTF-8 it most likely is; long texts are cut. */
    static String shown(String octets) {
        String cut = octets.length() <= 1000 ? octets : octets.substring(0, 1000) + "... (" + octets.length() + " octets)";
        var shown = new StringBuilder();
        new String(cut.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).chars().forEach(c -> {
            if (c < ' ' || c == 0x7f) {
                shown.append(c == '\r' ? "\\r" : c == '\n' ? "\\n" : String.format("\\x%02x", c));
            } else {
                shown.append((char) c);
            }
        });
        return shown.toString();
    }

    static byte[] bytes(String octets) {
        return octets.getBytes(StandardCharsets.ISO_8859_1);
    }
}
