package posthouse.common.net;

import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The wire log: each line both ways with its connection's id, escaped and cut; of long answers the beginning and the end. */
final class WireLog {

    private static final Logger LOG = LogManager.getLogger("posthouse.wire");
    private static final int LONGEST_LINE = 500;
    private static final int LONGEST_ANSWER = 4096;
    private static final int BEGINNING = 1024;
    private static final int ENDING = 128;

    private WireLog() {
    }

    static boolean isOn() {
        return LOG.isTraceEnabled();
    }

    static void client(String id, String line) {
        LOG.trace("{} C: {}", id, LogText.of(line, LONGEST_LINE));
    }

    /** The whole answer if it is short; else how it begins and ends, and how long it is. */
    static void server(String id, byte[] octets, int offset, int length) {
        if (length <= LONGEST_ANSWER) {
            lines(id, octets, offset, length);
            return;
        }
        lines(id, octets, offset, BEGINNING);
        LOG.trace("{} S: ... {} octets ...", id, length - BEGINNING - ENDING);
        lines(id, octets, offset + length - ENDING, ENDING);
    }

    private static void lines(String id, byte[] octets, int offset, int length) {
        new String(octets, offset, length, StandardCharsets.UTF_8).lines().forEach(line -> LOG.trace("{} S: {}", id, LogText.of(line, LONGEST_LINE)));
    }
}
