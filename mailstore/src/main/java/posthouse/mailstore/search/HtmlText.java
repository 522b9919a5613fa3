package posthouse.mailstore.search;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The beginning of what an HTML page shows, as one line. No parser: tags go, and so does what stands in those that show nothing. */
final class HtmlText {
    private static final Set<String> HIDDEN = Set.of("head", "style", "script", "title", "noscript", "template", "svg");
    /** Tags that do not part words. */
    private static final Set<String> INLINE = Set.of("a", "b", "i", "u", "s", "em", "strong", "span", "font", "small", "big", "sub", "sup", "code", "wbr",
        "mark", "abbr");
    private static final Map<String, String> NAMED = Map.ofEntries(Map.entry("amp", "&"), Map.entry("lt", "<"), Map.entry("gt", ">"),
        Map.entry("quot", "\""), Map.entry("apos", "'"), Map.entry("nbsp", "\u00a0"), Map.entry("shy", "\u00ad"), Map.entry("zwnj", "\u200c"),
        Map.entry("zwj", "\u200d"), Map.entry("copy", "\u00a9"), Map.entry("reg", "\u00ae"), Map.entry("trade", "\u2122"),
        Map.entry("euro", "\u20ac"), Map.entry("pound", "\u00a3"), Map.entry("hellip", "\u2026"), Map.entry("ndash", "\u2013"),
        Map.entry("mdash", "\u2014"), Map.entry("lsquo", "\u2018"), Map.entry("rsquo", "\u2019"), Map.entry("ldquo", "\u201c"),
        Map.entry("rdquo", "\u201d"), Map.entry("bdquo", "\u201e"), Map.entry("laquo", "\u00ab"), Map.entry("raquo", "\u00bb"),
        Map.entry("bull", "\u2022"), Map.entry("middot", "\u00b7"), Map.entry("deg", "\u00b0"), Map.entry("auml", "\u00e4"),
        Map.entry("ouml", "\u00f6"), Map.entry("uuml", "\u00fc"), Map.entry("Auml", "\u00c4"), Map.entry("Ouml", "\u00d6"),
        Map.entry("Uuml", "\u00dc"), Map.entry("szlig", "\u00df"), Map.entry("eacute", "\u00e9"), Map.entry("egrave", "\u00e8"),
        Map.entry("ecirc", "\u00ea"), Map.entry("agrave", "\u00e0"), Map.entry("aacute", "\u00e1"), Map.entry("acirc", "\u00e2"),
        Map.entry("ccedil", "\u00e7"), Map.entry("ntilde", "\u00f1"), Map.entry("oacute", "\u00f3"), Map.entry("iacute", "\u00ed"),
        Map.entry("uacute", "\u00fa"));
    private static final int LONGEST_REFERENCE = 10;

    private final String html;
    private final Line line;
    private int at;

    private HtmlText(String html, int characters) {
        this.html = html;
        this.line = new Line(characters);
    }

    static String of(String html, int characters) {
        var text = new HtmlText(html, characters);
        while (text.at < html.length() && !text.line.isFull()) {
            text.next();
        }
        return text.line.toString();
    }

    private void next() {
        char c = html.charAt(at);
        if (c == '<' && at + 1 < html.length() && startsTag(html.charAt(at + 1))) {
            tag();
        } else if (c == '&') {
            reference();
        } else {
            int point = html.codePointAt(at);
            line.add(point);
            at += Character.charCount(point);
        }
    }

    private static boolean startsTag(char c) {
        return c == '/' || c == '!' || c == '?' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private void tag() {
        if (html.startsWith("<!--", at)) {
            at = after("-->", at + 4);
            return;
        }
        int nameEnd = at + 1;
        while (nameEnd < html.length() && Character.isLetterOrDigit(html.charAt(nameEnd))) {
            nameEnd++;
        }
        String name = html.substring(at + 1, nameEnd).toLowerCase(Locale.ROOT);
        boolean closing = html.charAt(at + 1) == '/';
        at = after(">", at + 1);
        if (HIDDEN.contains(name)) {
            skipTo(name);
        } else if (!closing && !INLINE.contains(name) || closing && !INLINE.contains(closed(nameEnd))) {
            line.add(' ');
        }
    }

    private String closed(int slash) {
        int end = slash + 1;
        while (end < html.length() && Character.isLetterOrDigit(html.charAt(end))) {
            end++;
        }
        return html.substring(Math.min(slash + 1, html.length()), end).toLowerCase(Locale.ROOT);
    }

    /** Behind the next text of these characters; the end if there is none. */
    private int after(String text, int from) {
        int found = html.indexOf(text, from);
        return found < 0 ? html.length() : found + text.length();
    }

    /** Goes to the end tag of an element that shows nothing. */
    private void skipTo(String name) {
        while (at < html.length()) {
            at = after("</", at);
            if (html.regionMatches(true, at, name, 0, name.length())) {
                at = after(">", at);
                return;
            }
        }
    }

    /** {@code &amp;}, {@code &#8211;}, {@code &#x2013;}; what is none of them stands for itself. */
    private void reference() {
        int end = html.indexOf(';', at);
        String name = end < 0 || end - at > LONGEST_REFERENCE ? "" : html.substring(at + 1, end);
        String text = name.startsWith("#") ? numbered(name.substring(1)) : NAMED.get(name);
        line.add(text == null ? "&" : text);
        at = text == null ? at + 1 : end + 1;
    }

    private static String numbered(String number) {
        try {
            boolean hex = number.startsWith("x") || number.startsWith("X");
            return Character.toString(hex ? Integer.parseInt(number.substring(1), 16) : Integer.parseInt(number));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
