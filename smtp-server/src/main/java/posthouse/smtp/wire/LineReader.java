package posthouse.smtp.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import posthouse.common.net.Input;

/**
 * Takes lines: of commands, and of a SASL exchange. A line that is too long is refused as soon as that is known, and what
 * follows of it is dropped up to its LF without being kept. Only CRLF ends a line that counts (RFC 5321 2.3.8): one with a
 * bare CR or LF is refused whole.
 */
public final class LineReader {

    private final boolean cleans;
    private boolean dropping;

    /** @param cleans whether LF alone ends a line too */
    public LineReader(boolean cleans) {
        this.cleans = cleans;
    }

    /**
     * Takes the next line, without its CRLF.
     *
     * @param limit octets it may have, CRLF included
     * @return {@code null} if it isn't here to its end
     * @throws BadLine a line was taken, or is being dropped, that is none
     */
    public String take(Input in, int limit) throws BadLine {
        int feed = in.lineFeed();
        if (dropping) {
            in.skip(feed < 0 ? in.available() : feed + 1);
            dropping = feed < 0;
            return dropping ? null : take(in, limit);
        }
        int length = feed < 0 ? in.available() : feed + 1;
        if (length > limit) {
            in.skip(length);
            dropping = feed < 0;
            throw new BadLine(BadLine.Kind.TOO_LONG);
        }
        return feed < 0 ? null : text(in.take(length));
    }

    private String text(byte[] line) throws BadLine {
        boolean whole = line.length > 1 && line[line.length - 2] == '\r';
        int length = line.length - (whole ? 2 : 1);
        if (!whole && !cleans) {
            throw new BadLine(BadLine.Kind.BARE_LF);
        }
        boolean ascii = true;
        for (int i = 0; i < length; i++) {
            if (line[i] == '\r' || line[i] == 0) {
                throw new BadLine(BadLine.Kind.CONTROL);
            }
            ascii &= line[i] > 0;
        }
        return ascii ? new String(line, 0, length, StandardCharsets.ISO_8859_1) : utf8(line, length);
    }

    private static String utf8(byte[] line, int length) throws BadLine {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, length)).toString();
        } catch (CharacterCodingException e) {
            throw new BadLine(BadLine.Kind.NOT_UTF_8);
        }
    }

    /** Something that came instead of a line. */
    public static final class BadLine extends Exception {

        /** What is wrong with it. */
        public enum Kind {
            TOO_LONG("Line is too long"),
            BARE_LF("A line ends with CR LF, not with LF alone"),
            CONTROL("A line has no CR and no NUL inside"),
            NOT_UTF_8("A line is US-ASCII, or UTF-8 with SMTPUTF8");

            /** For the client. */
            public final String text;

            Kind(String text) {
                this.text = text;
            }
        }

        private final Kind kind;

        BadLine(Kind kind) {
            super(kind.text, null, false, false);
            this.kind = kind;
        }

        public Kind kind() {
            return kind;
        }
    }
}
