package posthouse.pop3.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One command line, read by the grammar of RFC 2449 9: a keyword, and arguments with a space before each. Several spaces, or
 * spaces at the end, which some clients send, are overlooked.
 */
public final class Pop3Reader {

    private final String line;
    private int at;

    /**
     * @param line without its CRLF
     * @throws BadSyntax if it has controls or isn't UTF-8 (RFC 6856 2; US-ASCII is a part of it)
     */
    public Pop3Reader(byte[] line) throws BadSyntax {
        for (byte octet : line) {
            if (octet >= 0 && octet < ' ' || octet == 0x7f) {
                throw new BadSyntax("control characters don't belong in a command");
            }
        }
        try {
            this.line = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
        } catch (CharacterCodingException e) {
            throw new BadSyntax("the line isn't UTF-8");
        }
    }

    /** The command's name, in upper case; empty if there is none. */
    public String keyword() {
        return word().toUpperCase(Locale.ROOT);
    }

    /** Everything up to the next space. */
    public String word() {
        int end = line.indexOf(' ', at);
        String word = line.substring(at, end < 0 ? line.length() : end);
        at += word.length();
        return word;
    }

    /** Whether an argument follows. */
    public boolean hasMore() {
        return !line.substring(at).isBlank();
    }

    /** The space before an argument that must be there. */
    public Pop3Reader sp() throws BadSyntax {
        if (!hasMore()) {
            throw new BadSyntax("an argument is missing");
        }
        while (line.charAt(at) == ' ') {
            at++;
        }
        return this;
    }

    /** A number of a message or of lines; one that is larger than any can be is the largest there is. */
    public int number() throws BadSyntax {
        String digits = word();
        if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new BadSyntax("a number consists of digits");
        }
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(significant);
    }

    /** All that follows one space, as it stands: a password may have spaces (RFC 1939 7, PASS). */
    public String rest() throws BadSyntax {
        if (at + 1 >= line.length()) {
            throw new BadSyntax("an argument is missing");
        }
        String rest = line.substring(at + 1);
        at = line.length();
        return rest;
    }

    /** Nothing is left. */
    public void end() throws BadSyntax {
        if (hasMore()) {
            throw new BadSyntax("an argument too many");
        }
    }
}
