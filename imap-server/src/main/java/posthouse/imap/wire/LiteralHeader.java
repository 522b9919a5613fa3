package posthouse.imap.wire;

/**
 * What announces a literal (RFC 9051 4.3, RFC 7888, RFC 3516 4.4).
 *
 * @param synchronizing whether the client waits for {@code +}
 * @param binary whether it is {@code ~{n}} and may hold NUL
 */
public record LiteralHeader(long size, boolean synchronizing, boolean binary) {

    /** literal or literal8, up to its octets. */
    static LiteralHeader parse(ImapReader in) throws BadSyntax {
        boolean binary = in.take('~');
        in.expect('{');
        long size = in.number64();
        boolean synchronizing = !in.take('+');
        in.expect('}');
        if (!in.take('\r') | !in.take('\n')) {
            throw new BadSyntax("a line must end behind a literal's size");
        }
        return new LiteralHeader(size, synchronizing, binary);
    }

    /** The literal that a line ends with: {@code {n}}, {@code {n+}}, {@code ~{n}}; or {@code null}. */
    public static LiteralHeader endOf(byte[] line, int end) {
        int at = end - 1;
        if (at < 0 || line[at] != '}') {
            return null;
        }
        boolean synchronizing = at == 0 || line[at - 1] != '+';
        at -= synchronizing ? 1 : 2;
        int digits = at;
        while (at >= 0 && line[at] >= '0' && line[at] <= '9') {
            at--;
        }
        if (at < 0 || line[at] != '{' || at == digits) {
            return null;
        }
        boolean binary = at > 0 && line[at - 1] == '~';
        long size = 0;
        for (int i = at + 1; i <= digits; i++) {
            size = Math.min(size * 10 + line[i] - '0', Long.MAX_VALUE / 16); // whatever it is, it is too large
        }
        return new LiteralHeader(size, synchronizing, binary);
    }
}
