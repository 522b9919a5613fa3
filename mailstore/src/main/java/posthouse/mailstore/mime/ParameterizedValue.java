package posthouse.mailstore.mime;

import java.util.ArrayList;
import java.util.List;
import posthouse.mailstore.mime.BodyPart.Parameter;

/**
 * A value with parameters: Content-Type (RFC 2045 5.1), Content-Disposition (RFC 2183). Takes what mail programs write:
 * values with blanks or specials that should be quoted, missing and doubled semicolons, comments anywhere.
 *
 * @param value before the first semicolon, without comments: {@code text/plain}
 */
record ParameterizedValue(String value, List<Parameter> parameters) {

    static ParameterizedValue parse(String field, Allowance allowance) {
        var in = new Lexer(field);
        var value = new StringBuilder();
        in.skipBlanks();
        boolean blanks = false;
        while (!in.atEnd() && in.peek() != ';' && !(value.length() > 0 && beginsParameter(in))) {
            value.append(blanks ? " " : "").append(in.peek() == '"' ? in.quotedString() : in.until(";(\""));
            blanks = in.skipBlanks();
        }
        return new ParameterizedValue(value.toString(), parameters(in, allowance));
    }

    /** The value's first word, or {@code null}: all that may be there, of most fields. */
    String firstWord() {
        int blank = value.indexOf(' ');
        String word = blank < 0 ? value : value.substring(0, blank);
        return word.isEmpty() ? null : word;
    }

    private static List<Parameter> parameters(Lexer in, Allowance allowance) {
        List<Parameter> parameters = new ArrayList<>();
        while (true) {
            in.skipBlanks();
            if (in.atEnd()) {
                return List.copyOf(parameters);
            }
            if (in.take(';')) {
                continue;
            }
            String name = in.until(";=(\"");
            in.skipBlanks();
            if (!in.take('=')) {
                skipJunk(in);
                continue;
            }
            in.skipBlanks();
            String value = in.peek() == '"' ? in.quotedString() : bareValue(in);
            if (!name.isEmpty() && allowance.take()) {
                parameters.add(new Parameter(name, value));
            }
        }
    }

    /** Up to the semicolon, or to what looks like the next parameter where the semicolon was forgotten. */
    private static String bareValue(Lexer in) {
        var value = new StringBuilder(in.until(";("));
        while (true) {
            boolean blanks = in.skipBlanks();
            if (in.atEnd() || in.peek() == ';' || beginsParameter(in)) {
                return value.toString();
            }
            value.append(blanks ? " " : "").append(in.until(";("));
        }
    }

    private static boolean beginsParameter(Lexer in) {
        var start = in.mark();
        boolean begins = !in.until(";=(\"<>@,/[]?:").isEmpty() && in.peek() == '=';
        in.backTo(start);
        return begins;
    }

    private static void skipJunk(Lexer in) {
        if (in.peek() == '"') {
            in.quotedString();
        } else {
            in.until(";(");
        }
    }
}
