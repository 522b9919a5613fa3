package posthouse.smtp.wire;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import posthouse.common.address.BadAddress;
import posthouse.common.address.ForwardPath;
import posthouse.common.address.ReversePath;

/**
 * Reads one command line by the rules of RFC 5321 4.1.1 and 4.1.2. White space at the end of the line is ignored
 * (RFC 5321 4.1.1). Knows nothing of what commands do.
 */
public final class SmtpReader {

    private final String line;
    private Predicate<String> known = keyword -> true;
    private int at;

    public SmtpReader(String line) {
        this.line = line.stripTrailing();
    }

    /** From now on other parameters than these are refused. @param keywords takes a keyword in capitals */
    public void know(Predicate<String> keywords) {
        known = keywords;
    }

    /** The command's name, in capitals: what stands before the first space. */
    public String verb() {
        int space = line.indexOf(' ');
        at = space < 0 ? line.length() : space;
        return line.substring(0, at).toUpperCase(Locale.ROOT);
    }

    /** Whether the line has nothing but US-ASCII: only addresses may have more, and only with SMTPUTF8 (RFC 6531 3.4). */
    public boolean isAscii() {
        return line.chars().allMatch(c -> c < 0x80);
    }

    public boolean atEnd() {
        return at == line.length();
    }

    public void end() throws BadSyntax {
        if (!atEnd()) {
            throw BadSyntax.argument("Nothing more is expected here");
        }
    }

    public SmtpReader sp() throws BadSyntax {
        if (atEnd()) {
            throw BadSyntax.argument("An argument is missing");
        }
        if (line.charAt(at) != ' ') {
            throw BadSyntax.argument("A space is missing");
        }
        at++;
        return this;
    }

    /** Everything up to the end of the line. */
    public String rest() {
        String rest = line.substring(at);
        at = line.length();
        return rest;
    }

    /** {@code String} of RFC 5321 4.1.2, read loosely: what follows the space, which must not be nothing. */
    public String string() throws BadSyntax {
        sp();
        return rest();
    }

    /** Printable characters up to the next space or the end, at least one. */
    public String word() throws BadSyntax {
        int from = at;
        while (!atEnd() && line.charAt(at) > ' ' && line.charAt(at) != 0x7f) {
            at++;
        }
        if (at == from) {
            throw BadSyntax.argument(atEnd() ? "An argument is missing" : "The argument can't be read");
        }
        return line.substring(from, at);
    }

    /** {@code FROM:} or {@code TO:}; the spaces that some clients send behind it are not in the RFC. */
    public SmtpReader label(String label) throws BadSyntax {
        if (!line.regionMatches(true, at, label, 0, label.length())) {
            throw BadSyntax.argument("'" + label + "' is missing");
        }
        at += label.length();
        while (!atEnd() && line.charAt(at) == ' ') {
            at++;
        }
        return this;
    }

    public ReversePath reversePath() throws BadSyntax {
        try {
            return ReversePath.parse(path());
        } catch (BadAddress e) {
            throw BadSyntax.argument("5.1.7", "Bad sender address: " + e.getMessage());
        }
    }

    public ForwardPath forwardPath() throws BadSyntax {
        try {
            return ForwardPath.parse(path());
        } catch (BadAddress e) {
            throw BadSyntax.argument("5.1.3", "Bad recipient address: " + e.getMessage());
        }
    }

    /** From {@code <} to its {@code >}; one inside a quoted string is none. */
    private String path() throws BadAddress {
        if (atEnd() || line.charAt(at) != '<') {
            throw new BadAddress("it stands in angle brackets");
        }
        int from = at;
        boolean quoted = false;
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '>' && !quoted) {
                at = i + 1;
                return line.substring(from, at);
            }
        }
        throw new BadAddress("its closing bracket is missing");
    }

    /** {@code [SP Mail-parameters]}: RFC 5321 4.1.1.11. */
    public List<Parameter> parameters() throws BadSyntax {
        if (atEnd()) {
            return List.of();
        }
        var parameters = new ArrayList<Parameter>();
        var seen = new HashSet<String>();
        while (!atEnd()) {
            sp();
            if (!atEnd() && line.charAt(at) == ' ') {
                continue; // more than one space between two of them
            }
            Parameter parameter = parameter(word());
            if (!known.test(parameter.keyword())) {
                throw BadSyntax.unknownParameter(parameter.keyword());
            }
            if (!seen.add(parameter.keyword())) {
                throw BadSyntax.argument(parameter.keyword() + " stands twice");
            }
            parameters.add(parameter);
        }
        return parameters;
    }

    private static Parameter parameter(String word) throws BadSyntax {
        int equals = word.indexOf('=');
        String keyword = (equals < 0 ? word : word.substring(0, equals)).toUpperCase(Locale.ROOT);
        boolean legal = !keyword.isEmpty() && keyword.charAt(0) != '-'
            && keyword.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-');
        if (!legal || equals == word.length() - 1) {
            throw BadSyntax.argument("A parameter can't be read");
        }
        return new Parameter(keyword, equals < 0 ? null : word.substring(equals + 1));
    }

    /**
     * One parameter of MAIL or RCPT.
     *
     * @param keyword in capitals
     * @param value {@code null} where there is none
     */
    public record Parameter(String keyword, String value) {
    }
}
