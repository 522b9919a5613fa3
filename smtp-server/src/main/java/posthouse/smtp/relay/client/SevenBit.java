package posthouse.smtp.relay.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import posthouse.mailstore.mime.BodyPart;
import posthouse.mailstore.mime.MimeScanner;

/**
 * Writes a message with 8-bit content in US-ASCII (RFC 6152 3): parts that need it become quoted-printable if they are text, else
 * base64 (RFC 2045 6), and say so; everything else stays as it is, octet for octet.
 */
final class SevenBit {

    private static final int BLOCK = 64 << 10;
    private static final String FIELD = "content-transfer-encoding:";

    private final Content content;
    private final Runnable progress;
    private long done;

    SevenBit(Content content, Runnable progress) {
        this.content = content;
        this.progress = progress;
    }

    void writeTo(OutputStream out) throws IOException {
        part(scan(), out);
        content.writeTo(out, done, content.size(), progress);
    }

    private BodyPart scan() throws IOException {
        var scanner = new MimeScanner();
        var block = new byte[BLOCK];
        for (long position = 0; position < content.size(); ) {
            int read = content.read(position, block, block.length);
            scanner.write(block, 0, read);
            position += read;
            progress.run();
        }
        return scanner.finish().root();
    }

    /** Everything up to the end of the part. */
    private void part(BodyPart part, OutputStream out) throws IOException {
        content.writeTo(out, done, part.headerStart(), progress);
        done = part.headerStart();
        boolean composite = !part.parts().isEmpty();
        boolean eightBit = isEightBit(part.bodyStart(), part.bodyEnd());
        if (!eightBit || part.bodyStart() == part.headerStart() && composite) {
            content.writeTo(out, done, part.bodyEnd(), progress);
            done = part.bodyEnd();
        } else if (composite) {
            header(part, "7bit", out);
            for (BodyPart inner : part.parts()) {
                part(inner, out);
            }
            content.writeTo(out, done, part.bodyEnd(), progress);
            done = part.bodyEnd();
        } else {
            boolean text = part.type().equalsIgnoreCase("text") || part.type().equalsIgnoreCase("message");
            header(part, text ? "quoted-printable" : "base64", out);
            if (text) {
                quotedPrintable(part, out);
            } else {
                base64(part, out);
            }
            done = part.bodyEnd();
        }
    }

    private boolean isEightBit(long from, long to) throws IOException {
        var block = new byte[BLOCK];
        for (long position = from; position < to; ) {
            int read = content.read(position, block, (int) Math.min(block.length, to - position));
            for (int i = 0; i < read; i++) {
                if (block[i] < 0) {
                    return true;
                }
            }
            position += read;
        }
        return false;
    }

    /** The part's header with another encoding; one of a message gets MIME-Version too, if it has none (RFC 2045 4). */
    private void header(BodyPart part, String encoding, OutputStream out) throws IOException {
        var octets = new byte[(int) Math.min(part.bodyStart() - part.headerStart(), MimeScanner.MAX_HEADER)];
        content.read(part.headerStart(), octets, octets.length);
        String header = new String(octets, StandardCharsets.ISO_8859_1);
        var kept = new StringBuilder();
        boolean dropping = false;
        boolean version = part.headerStart() > 0;
        boolean type = false;
        for (String line : header.split("(?<=\n)")) {
            String lower = line.toLowerCase(Locale.ROOT);
            boolean folded = line.startsWith(" ") || line.startsWith("\t");
            dropping = folded ? dropping : lower.startsWith(FIELD);
            if (line.isBlank() && !folded) {
                break;
            }
            version |= lower.startsWith("mime-version:");
            type |= lower.startsWith("content-type:");
            kept.append(dropping ? "" : line);
        }
        if (!version) {
            kept.append("MIME-Version: 1.0\r\n").append(type ? "" : "Content-Type: text/plain; charset=unknown-8bit\r\n"); // RFC 1428 3
        }
        kept.append("Content-Transfer-Encoding: ").append(encoding).append("\r\n\r\n");
        out.write(kept.toString().getBytes(StandardCharsets.ISO_8859_1));
        done = part.bodyStart();
    }

    private void base64(BodyPart part, OutputStream out) throws IOException {
        var encoder = Base64.getMimeEncoder(76, new byte[] {'\r', '\n'});
        var block = new byte[57 * 1024]; // whole lines
        for (long position = part.bodyStart(); position < part.bodyEnd(); ) {
            int read = content.read(position, block, (int) Math.min(block.length, part.bodyEnd() - position));
            out.write(encoder.encode(Arrays.copyOf(block, read)));
            position += read;
            if (position < part.bodyEnd()) {
                out.write('\r');
                out.write('\n');
            }
            progress.run();
        }
    }

    /** RFC 2045 6.7: lines stay lines. */
    private void quotedPrintable(BodyPart part, OutputStream out) throws IOException {
        var lines = new QuotedLines(out);
        var block = new byte[BLOCK];
        for (long position = part.bodyStart(); position < part.bodyEnd(); ) {
            int read = content.read(position, block, (int) Math.min(block.length, part.bodyEnd() - position));
            for (int i = 0; i < read; i++) {
                lines.write(block[i]);
            }
            position += read;
            progress.run();
        }
        lines.finish();
    }
}
