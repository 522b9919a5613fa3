package posthouse.smtp.wire;

import java.util.List;
import posthouse.common.net.Output;
import posthouse.common.net.Replies;

/**
 * A reply (RFC 5321 4.2): a code, mostly an enhanced status code (RFC 2034), and one or more lines of text.
 *
 * @param status {@code null} where the RFCs have none: the greeting, the answers to HELO, EHLO and LHLO, and 3xx
 * @param lines text for people, without CR and LF; for EHLO for programs too
 */
public record Reply(int code, EnhancedStatusCode status, List<String> lines, Then then) implements Replies {

    public Reply {
        if (status != null && status.success() != code / 100) {
            throw new IllegalArgumentException(code + " " + status);
        }
    }

    public static Reply of(int code, String status, String... lines) {
        return new Reply(code, EnhancedStatusCode.of(status), List.of(lines), Then.CONTINUE);
    }

    /** A reply that has no enhanced status code. */
    public static Reply plain(int code, List<String> lines) {
        return new Reply(code, null, List.copyOf(lines), Then.CONTINUE);
    }

    public static Reply plain(int code, String line) {
        return plain(code, List.of(line));
    }

    /** The same, and then the connection closes, or TLS begins. */
    public Reply then(Then next) {
        return new Reply(code, status, lines, next);
    }

    /**
     * Whether a client that only ever gets such replies is up to no good. 452 is none of them: who has too many recipients
     * goes on with those it has (RFC 5321 4.5.3.1.10).
     */
    public boolean isFailure() {
        return code >= 400 && code != 452;
    }

    @Override
    public boolean writeNext(Output out) {
        out.write(toString());
        return false;
    }

    /** As it goes over the wire. */
    @Override
    public String toString() {
        var text = new StringBuilder(64);
        for (int i = 0; i < lines.size(); i++) {
            text.append(code).append(i < lines.size() - 1 ? '-' : ' ');
            if (status != null) {
                text.append(status.success()).append('.').append(status.subject()).append('.').append(status.detail()).append(' ');
            }
            text.append(lines.get(i)).append("\r\n");
        }
        return text.toString();
    }
}
