package posthouse.server.transfer;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Lines of an mbox file, and the look ahead that a Content-Length needs. */
final class MboxFile implements Closeable {
    /** Longer ones come in pieces. */
    private static final int LONGEST = 64 << 10;
    /** {@code From sender Mon Nov 23 10:00:00 2026}, with whatever sender and zone. */
    private static final Pattern FROM = Pattern.compile("From .*\\d{1,2}:\\d{2}(:\\d{2})? .*\\d{4}.*|From \\S+ .*\\d{4}.*");

    private final RandomAccessFile file;
    private final byte[] buffer = new byte[256 << 10];
    private long bufferStart;
    private int at;
    private int limit;

    MboxFile(Path path) throws IOException {
        file = new RandomAccessFile(path.toFile(), "r");
    }

    long length() throws IOException {
        return file.length();
    }

    long position() {
        return bufferStart + at;
    }

    void seek(long position) {
        if (position >= bufferStart && position <= bufferStart + limit) {
            at = (int) (position - bufferStart);
        } else {
            bufferStart = position;
            at = 0;
            limit = 0;
        }
    }

    private boolean fill() throws IOException {
        bufferStart += limit;
        at = 0;
        file.seek(bufferStart);
        limit = Math.max(0, file.read(buffer, 0, buffer.length));
        return limit > 0;
    }

    /** The next line with its LF, or a piece of a very long one; {@code null} at the end. */
    byte[] line() throws IOException {
        var line = new ByteArrayOutputStream(80);
        while (line.size() < LONGEST && (at < limit || fill())) {
            int end = at;
            int stop = Math.min(limit, at + LONGEST - line.size());
            while (end < stop && buffer[end] != '\n') {
                end++;
            }
            boolean found = end < stop;
            line.write(buffer, at, end - at + (found ? 1 : 0));
            at = end + (found ? 1 : 0);
            if (found) {
                break;
            }
        }
        return line.size() == 0 ? null : line.toByteArray();
    }

    /** The next line, which is read again. */
    byte[] peek() throws IOException {
        long here = position();
        byte[] line = line();
        seek(here);
        return line;
    }

    static boolean isFrom(byte[] line) {
        return line.length > 5 && line[0] == 'F' && line[1] == 'r' && line[2] == 'o' && line[3] == 'm' && line[4] == ' '
            && FROM.matcher(text(line)).matches();
    }

    static boolean isEmpty(byte[] line) {
        return line.length == 1 && line[0] == '\n' || line.length == 2 && line[0] == '\r' && line[1] == '\n';
    }

    static String text(byte[] line) {
        return new String(line, StandardCharsets.ISO_8859_1).stripTrailing();
    }

    /** Whether a message may end here: at the end of the file, or before a From line. */
    boolean endsAt(long position) throws IOException {
        long here = position();
        try {
            if (position > length()) {
                return false;
            }
            seek(position);
            byte[] next = line();
            while (next != null && isEmpty(next)) {
                next = line();
            }
            return next == null || isFrom(next);
        } finally {
            seek(here);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
