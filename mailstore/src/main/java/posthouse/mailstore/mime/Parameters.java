package posthouse.mailstore.mime;

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

    static String percentDecoded(String value) {
        if (value.indexOf('%') < 0) {
            return value;
        }
        var decoded = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            int octet = c == '%' && i + 2 < value.length() ? hex(value.charAt(i + 1)) << 4 | hex(value.charAt(i + 2)) : -1;
            decoded.append(octet < 0 ? c : (char) octet);
            i += octet < 0 ? 0 : 2;
        }
        return decoded.toString();
    }

    private static int hex(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }
}
