package posthouse.smtp.relay.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads replies (RFC 5321 4.2.1), as much of them as is worth it: who sends more than that is no mail server. */
final class ReplyReader {

    private static final int MAX_LINE = 4096;
    private static final int MAX_LINES = 200;
    private static final int KEPT = 600;

    private final InputStream in;
    private final byte[] buffer = new byte[8192];
    private int position;
    private int end;

    ReplyReader(InputStream in) {
        this.in = in;
    }

    /** Thrown for what is no reply. */
    static final class NoReply extends IOException {
        NoReply(String message) {
            super(message);
        }
    }

    /** Whether something was sent that nobody has asked for yet. */
    boolean hasMore() throws IOException {
        return position < end || in.available() > 0;
    }

    RemoteReply read() throws IOException {
        List<String> lines = new ArrayList<>();
        int code = 0;
        while (true) {
            String line = line();
            int said = code(line);
            if (said < 0 || code != 0 && said != code) {
                throw new NoReply("what it said is no reply: " + line);
            }
            code = said;
            lines.add(line.length() > 4 ? line.substring(4) : "");
            if (line.length() < 4 || line.charAt(3) == ' ') {
                return new RemoteReply(code, List.copyOf(lines));
            }
            if (lines.size() == MAX_LINES) {
                throw new NoReply("its reply has more than " + MAX_LINES + " lines");
            }
        }
    }

    private static int code(String line) {
        boolean fits = line.length() >= 3 && line.charAt(0) >= '2' && line.charAt(0) <= '5' && Character.digit(line.charAt(1), 10) >= 0
            && Character.digit(line.charAt(2), 10) >= 0 && (line.length() == 3 || line.charAt(3) == ' ' || line.charAt(3) == '-');
        return fits ? Integer.parseInt(line.substring(0, 3)) : -1;
    }

    /** Up to LF, with everything that can't be shown replaced. */
    private String line() throws IOException {
        var line = new StringBuilder();
        for (int length = 0; ; length++) {
            if (position == end) {
                end = in.read(buffer);
                position = 0;
                if (end < 0) {
                    end = 0;
                    throw new EOFException("it closed the connection");
                }
            }
            byte octet = buffer[position++];
            if (octet == '\n') {
                int last = line.length() - 1;
                return last >= 0 && line.charAt(last) == '\r' ? line.substring(0, last).replace('\r', '?') : line.toString();
            }
            if (length == MAX_LINE) {
                throw new NoReply("a line of its reply has more than " + MAX_LINE + " octets");
            }
            if (line.length() < KEPT) {
                line.append(octet >= ' ' && octet < 0x7f || octet == '\r' ? (char) octet : '?');
            }
        }
    }
}
