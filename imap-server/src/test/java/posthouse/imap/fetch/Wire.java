package posthouse.imap.fetch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import posthouse.imap.wire.ImapWriter;
import posthouse.mailstore.mime.MessageStructure;
import posthouse.mailstore.mime.MimeScanner;

/** What would go over the wire, one char an octet. */
final class Wire {

    private Wire() {
    }

    static String of(boolean utf8, Consumer<ImapWriter> writing) {
        var octets = new ByteArrayOutputStream();
        var out = new ImapWriter(octets::write, utf8);
        writing.accept(out);
        out.flush();
        return octets.toString(StandardCharsets.ISO_8859_1);
    }

    static MessageStructure structure(String message) {
        var scanner = new MimeScanner();
        byte[] octets = message.getBytes(StandardCharsets.ISO_8859_1);
        scanner.write(octets, 0, octets.length);
        return scanner.finish();
    }
}
