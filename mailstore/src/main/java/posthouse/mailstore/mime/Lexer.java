package posthouse.mailstore.mime;

/**
 * Reads the tokens of a structured header field (RFC 5322 3.2, RFC 2045 5.1) from its unfolded value. It takes whatever
 * stands there: what is opened and never closed goes on to the end.
 */
final class Lexer {
    private final String text;
    private int at;
    /** The text of the last comment that was skipped, or {@code null}. */
    private String comment;

    Lexer(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    /** The next char, or 0 at the end (no NUL comes from {@link HeaderFields#value}). */
    char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    boolean take(char wanted) {
        if (peek() == wanted && !atEnd()) {
            at++;
            return true;
        }
        return false;
    }

    void skip() {
        at++;
    }

    int position() {
        return at;
    }

    /** A place to come back to, with what is known there. */
    record Mark(int at, String comment) {
    }

    Mark mark() {
        return new Mark(at, comment);
    }

    void backTo(Mark mark) {
        at = mark.at;
        comment = mark.comment;
    }

    /** What stands between a place and here. */
    String since(Mark mark) {
        return text.substring(mark.at, at);
    }

    String lastComment() {
        return comment;
    }

    void forgetComment() {
        comment = null;
    }

    /** Skips blanks and comments; whether there were any. */
    boolean skipBlanks() {
        int start = at;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '(') {
                comment = comment();
            } else if (c == ' ' || c == '\t') {
                at++;
            } else {
                break;
            }
        }
        return at > start;
    }

    /** A comment with those nested in it (RFC 5322 3.2.2), its outer parentheses taken off. */
    private String comment() {
        at++;
        int depth = 1;
        var content = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\\' && at < text.length()) {
                c = text.charAt(at++);
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                break;
            }
            content.append(c);
        }
        return content.toString().trim();
    }

    /** A quoted string without its quoting (RFC 5322 3.2.4); the next char is its first quote. */
    String quotedString() {
        return quoted('"');
    }

    /** A domain literal with its brackets (RFC 5322 3.4.1); the next char is its first bracket. */
    String domainLiteral() {
        return '[' + quoted(']') + ']';
    }

    private String quoted(char close) {
        int start = ++at;
        while (at < text.length() && text.charAt(at) != close && text.charAt(at) != '\\') {
            at++;
        }
        if (at >= text.length()) {
            return text.substring(start);
        }
        if (text.charAt(at) == close) {
            return text.substring(start, at++);
        }
        var content = new StringBuilder().append(text, start, at);
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == close) {
                break;
            }
            if (c == '\\' && at < text.length()) {
                c = text.charAt(at++);
            }
            content.append(c);
        }
        return content.toString();
    }

    /** All chars up to one of {@code delimiters}, a blank or the end: may be empty. */
    String until(String delimiters) {
        int start = at;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t' || delimiters.indexOf(c) >= 0) {
                break;
            }
            at++;
        }
        return text.substring(start, at);
    }
}
