package posthouse.mailstore;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import posthouse.mailstore.mime.BodyPart;
import posthouse.mailstore.mime.HeaderFields;
import posthouse.mailstore.mime.MimeScanner;

/**
 * Makes a message whose parts may have any octets (BINARYMIME, RFC 3030 3; literal8, RFC 3516 4.4) one that every server and every
 * program can take: what is no text is encoded in base64, what is text is called so (RFC 2045 6.2). Decoded, each part has the
 * octets that were sent. Reads the message again, block by block.
 */
public final class BinaryParts {

    /** What of the octets that were not encoded has no place in a message. */
    public enum Fault { NONE, LINE_ENDS, NUL }

    private static final int BLOCK = 64 << 10;
    private static final String ENCODING = "Content-Transfer-Encoding";
    private static final byte[] MIME = "MIME-Version: 1.0\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CRLF = {'\r', '\n'};

    private final Incoming from;
    private final Incoming to;
    private final boolean anyLineEnds;
    private final byte[] block;
    private final TextCheck rest = new TextCheck();
    private long at;

    private BinaryParts(Incoming from, Incoming to, boolean anyLineEnds) {
        this.from = from;
        this.to = to;
        this.anyLineEnds = anyLineEnds;
        this.block = new byte[(int) Math.min(BLOCK, Math.max(1, from.size()))];
    }

    /**
     * Writes a message as one without binary parts.
     *
     * @param from to its end
     * @param anyLineEnds whether lines of parts that don't call themselves binary may end as they like
     */
    public static Fault encode(Incoming from, Incoming to, boolean anyLineEnds) throws StoreException {
        var parts = new BinaryParts(from, to, anyLineEnds);
        BodyPart root = from.structure().root();
        parts.part(root);
        parts.copyTo(from.size());
        return parts.rest.hasNul() ? Fault.NUL : parts.rest.hasBareLineEnds() ? Fault.LINE_ENDS : Fault.NONE;
    }

    private void part(BodyPart part) throws StoreException {
        String encoding = part.encoding();
        boolean binary = encoding.equalsIgnoreCase("binary");
        boolean composite = part.type().equalsIgnoreCase("multipart") || part.type().equalsIgnoreCase("message");
        if (!composite && (binary || encoding.equalsIgnoreCase("7bit") || encoding.equalsIgnoreCase("8bit"))) {
            leaf(part, binary);
            return;
        }
        header(part, binary ? "8bit" : null);
        for (BodyPart inner : part.parts()) {
            part(inner);
        }
        copyTo(part.bodyEnd());
    }

    private void leaf(BodyPart part, boolean binary) throws StoreException {
        TextCheck content = look(part);
        boolean text = !content.hasNul() && (anyLineEnds && !binary || !content.hasBareLineEnds() && !content.hasLongLines());
        if (text) {
            header(part, !binary ? null : content.isAscii() ? "7bit" : "8bit");
            copyTo(part.bodyEnd());
        } else {
            header(part, "base64");
            base64(part);
        }
    }

    private TextCheck look(BodyPart part) throws StoreException {
        var check = new TextCheck();
        for (long position = part.bodyStart(); position < part.bodyEnd(); ) {
            int read = read(position, part.bodyEnd());
            check.scan(block, read);
            position += read;
        }
        return check;
    }

    private void base64(BodyPart part) throws StoreException {
        try (var encoder = Base64.getMimeEncoder().wrap(new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] octets, int offset, int length) throws IOException {
                try {
                    to.write(octets, offset, length);
                } catch (StoreException e) {
                    throw new IOException(e);
                }
            }
        })) {
            for (; at < part.bodyEnd(); ) {
                int read = read(at, part.bodyEnd());
                encoder.write(block, 0, read);
                at += read;
            }
        } catch (IOException e) {
            if (e.getCause() instanceof StoreException failure) {
                throw failure;
            }
            throw new UncheckedIOException(e);
        }
        if (at == from.size()) {
            to.write(CRLF, 0, CRLF.length); // else the line end before a boundary follows
        }
    }

    // headers

    /** @param encoding the one to tell of, or {@code null} to leave the header as it is */
    private void header(BodyPart part, String encoding) throws StoreException {
        copyTo(part.headerStart());
        if (encoding == null || part.bodyStart() - part.headerStart() > MimeScanner.MAX_HEADER) {
            copyTo(part.bodyStart());
            return;
        }
        var octets = new byte[(int) (part.bodyStart() - part.headerStart())];
        for (int filled = 0; filled < octets.length; ) {
            filled += from.read(at + filled, octets, filled, octets.length - filled);
        }
        at = part.bodyStart();
        byte[] line = (ENCODING + ": " + encoding + "\r\n").getBytes(StandardCharsets.US_ASCII);
        boolean told = false;
        boolean versionTold = part.headerStart() > 0; // RFC 2045 4 wants it of the message only
        var fields = new HeaderFields(octets);
        while (fields.next()) {
            versionTold |= fields.nameIs("MIME-Version");
            if (!fields.nameIs(ENCODING)) {
                keep(octets, fields.start(), fields.end());
            } else if (!told) {
                told = true;
                to.write(line, 0, line.length);
            }
        }
        if (!told) {
            to.write(line, 0, line.length);
        }
        if (!versionTold) {
            to.write(MIME, 0, MIME.length);
        }
        keep(octets, fields.end(), octets.length);
        if (fields.endOfHeader() < 0) {
            to.write(CRLF, 0, CRLF.length); // there was none, or its end was missing
        }
    }

    private void keep(byte[] octets, int start, int end) throws StoreException {
        byte[] kept = Arrays.copyOfRange(octets, start, end);
        rest.scan(kept, kept.length);
        to.write(kept, 0, kept.length);
    }

    // octets

    private void copyTo(long end) throws StoreException {
        while (at < end) {
            int read = read(at, end);
            rest.scan(block, read);
            to.write(block, 0, read);
            at += read;
        }
    }

    private int read(long position, long end) throws StoreException {
        return from.read(position, block, 0, (int) Math.min(block.length, end - position));
    }

    /** Looks for what no text has. */
    private static final class TextCheck {
        private static final int LONGEST_LINE = 998; // RFC 5322 2.1.1

        private boolean nul;
        private boolean bareLineEnds;
        private boolean longLines;
        private boolean ascii = true;
        private boolean afterCr;
        private long line;

        void scan(byte[] octets, int length) {
            for (int i = 0; i < length; i++) {
                byte octet = octets[i];
                nul |= octet == 0;
                ascii &= octet >= 0;
                bareLineEnds |= afterCr != (octet == '\n');
                afterCr = octet == '\r';
                line = octet == '\n' ? 0 : line + 1;
                longLines |= line > LONGEST_LINE + 1; // the CR counts too
            }
        }

        boolean hasNul() {
            return nul;
        }

        /** Of all octets there are. */
        boolean hasBareLineEnds() {
            return bareLineEnds || afterCr;
        }

        boolean hasLongLines() {
            return longLines;
        }

        boolean isAscii() {
            return ascii;
        }
    }
}
