package posthouse.pop3.wire;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import posthouse.common.net.Output;
import posthouse.common.net.Replies;

/**
 * One response (RFC 1939 3): a status line, and the lines below it where the command has such.
 *
 * @param begin {@code "+OK "}, {@code "-ERR "} with the response code, or {@code "+ "}
 * @param body {@code null} for a single line
 */
public record Reply(String begin, Text text, Body body, Replies.Then then) implements Answer {

    private static final byte[] END = {'.', '\r', '\n'};
    /** RFC 2449 4, without CRLF. */
    private static final int LONGEST_LINE = 510;

    public static Reply ok(String text, Object... arguments) {
        return new Reply("+OK ", new Text(text, arguments), null, Replies.Then.CONTINUE);
    }

    /** @param code {@code null} for none */
    public static Reply error(ResponseCode code, Text text) {
        return new Reply(code == null ? "-ERR " : "-ERR [" + code.text + "] ", text, null, Replies.Then.CONTINUE);
    }

    /** RFC 5034 4: what a SASL mechanism asks, or only says. */
    public static Reply challenge(byte[] octets) {
        return new Reply("+ ", new Text(Base64.getEncoder().encodeToString(octets)), null, Replies.Then.CONTINUE);
    }

    /** A multi-line response. */
    public Reply with(Body lines) {
        return new Reply(begin, text, lines, then);
    }

    /** The same, and this follows it. */
    public Reply then(Replies.Then next) {
        return new Reply(begin, text, body, next);
    }

    public boolean isError() {
        return begin.startsWith("-");
    }

    /** As it is sent. */
    public Replies in(Language language) {
        String line = begin + text.in(language);
        if (isError() && line.length() > LONGEST_LINE) {
            line = line.substring(0, LONGEST_LINE);
        }
        return new Pulled((line + "\r\n").getBytes(StandardCharsets.UTF_8), body, then);
    }

    private static final class Pulled implements Replies {
        private final Body body;
        private final Then then;
        private byte[] status;

        Pulled(byte[] status, Body body, Then then) {
            this.status = status;
            this.body = body;
            this.then = then;
        }

        @Override
        public boolean writeNext(Output out) throws Exception {
            if (status != null) {
                out.write(status);
                status = null;
            }
            if (body == null) {
                return false;
            }
            boolean more = body.writeNext(out);
            if (!more) {
                out.write(END);
            }
            return more;
        }

        @Override
        public Then then() {
            return then;
        }

        @Override
        public void close() {
            if (body != null) {
                body.close();
            }
        }
    }
}
