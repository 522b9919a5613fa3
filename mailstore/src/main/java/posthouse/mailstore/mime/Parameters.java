package posthouse.mailstore.mime;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import posthouse.mailstore.mime.BodyPart.Parameter;

/** Values of parameters, with those that RFC 2231 splits over several put together. */
public final class Parameters {
    /** RFC 2231 numbers sections from 0 without gaps. */
    private static final int MAX_SECTIONS = 1_000;

    private Parameters() {
    }

    /**
     * The octets of a value, one char an octet: {@code name}, or else {@code name*}, {@code name*0}, {@code name*1*}... joined
     * and their percent-encoding undone (RFC 2231 3, 4). The charset is dropped. {@code null} where there is none of them.
     */
    public static String octets(List<Parameter> parameters, String name) {
        String plain = find(parameters, name);
        if (plain != null || parameters.isEmpty()) {
            return plain;
        }
        String extended = find(parameters, name + '*');
        if (extended != null) {
            return percentDecoded(withoutCharset(extended));
        }
        return sections(parameters, name);
    }

    /**
     * The text of a value: RFC 2231 first (in its charset), else the plain one, with encoded-words decoded, which many mail
     * programs put there against RFC 2047 5. {@code null} where it is absent.
     */
    public static String text(List<Parameter> parameters, String name) {
        String extended = find(parameters, name + '*');
        if (extended == null) {
            extended = find(parameters, name + "*0*");
        }
        String plain = extended == null ? octets(parameters, name) : null;
        if (extended == null) {
            return plain == null ? null : HeaderText.decode(plain);
        }
        int quote = extended.indexOf('\'');
        Charset charset = quote > 0 ? Charsets.find(extended.substring(0, quote)) : null;
        String whole = find(parameters, name + '*') == null ? sections(parameters, name) : percentDecoded(withoutCharset(extended));
        byte[] octets = whole.getBytes(StandardCharsets.ISO_8859_1);
        return charset == null ? Charsets.decodeUnnamed(octets) : Charsets.decode(octets, charset);
    }

    private static String sections(List<Parameter> parameters, String name) {
        var joined = new StringBuilder();
        for (int i = 0; i < MAX_SECTIONS; i++) {
            String section = find(parameters, name + '*' + i);
            String extended = section == null ? find(parameters, name + '*' + i + '*') : null;
            if (extended != null) {
                section = percentDecoded(i == 0 ? withoutCharset(extended) : extended);
            }
            if (section == null) {
                return i == 0 ? null : joined.toString();
            }
            joined.append(section);
        }
        return joined.toString();
    }

    private static String find(List<Parameter> parameters, String name) {
        for (Parameter parameter : parameters) {
            if (parameter.name().equalsIgnoreCase(name)) {
                return parameter.value();
            }
        }
        return null;
    }

    /** {@code charset'language'text}: the text. */
    private static String withoutCharset(String value) {
        int first = value.indexOf('\'');
        int second = first < 0 ? -1 : value.indexOf('\'', first + 1);
        return value.substring(second + 1);
    }

    private static String percentDecoded(String value) {
        if (value.indexOf('%') < 0) {
            return value;
        }
        var decoded = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            int octet = c == '%' && i + 2 < value.length() ? Hex.octet(value.charAt(i + 1), value.charAt(i + 2)) : -1;
            decoded.append(octet < 0 ? c : (char) octet);
            i += octet < 0 ? 0 : 2;
        }
        return decoded.toString();
    }
}
