package posthouse.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.common.config.Settings;
import posthouse.mailstore.mime.BodyPart;
import posthouse.mailstore.mime.TransferDecoder;

/** Messages with binary parts (RFC 3030 3), made ones without. Octets stand as chars. */
class BinaryPartsTest {

    private static final String MIME = "MIME-Version: 1.0\r\n";

    private MailStore store;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        store = MailStore.open(folder, Settings.defaults());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void encodesWhatIsNoText() throws Exception {
        check(MIME + "Content-Transfer-Encoding: binary\r\n\r\na\0b\n", MIME + "Content-Transfer-Encoding: base64\r\n\r\nYQBiCg==\r\n");
        check("Subject: x\r\n\r\na\0b", "Subject: x\r\nContent-Transfer-Encoding: base64\r\n" + MIME + "\r\nYQBi\r\n");
    }

    @Test
    void callsTextWhatIsText() throws Exception {
        check(MIME + "Content-Transfer-Encoding: BINARY\r\n\r\nhello\r\n", MIME + "Content-Transfer-Encoding: 7bit\r\n\r\nhello\r\n");
        check(MIME + "Content-Transfer-Encoding: binary\r\n\r\nh\u00e9\r\n", MIME + "Content-Transfer-Encoding: 8bit\r\n\r\nh\u00e9\r\n");
        String plain = MIME + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n";
        check(plain, plain);
    }

    @Test
    void goesIntoMultipartsAndMessages() throws Exception {
        check(MIME + "Content-Type: multipart/mixed; boundary=b\r\nContent-Transfer-Encoding: binary\r\n\r\npreamble\r\n--b\r\n"
                + "Content-Type: image/gif\r\nContent-Transfer-Encoding: binary\r\n\r\nGIF\0\r\n--b\r\nContent-Type: message/rfc822\r\n"
                + "Content-Transfer-Encoding: binary\r\n\r\nContent-Transfer-Encoding: binary\r\n\r\n\n\r\n--b\r\n\r\nhi\r\n--b--\r\nepilogue\r\n",
            MIME + "Content-Type: multipart/mixed; boundary=b\r\nContent-Transfer-Encoding: 8bit\r\n\r\npreamble\r\n--b\r\n"
                + "Content-Type: image/gif\r\nContent-Transfer-Encoding: base64\r\n\r\nR0lGAA==\r\n--b\r\nContent-Type: message/rfc822\r\n"
                + "Content-Transfer-Encoding: 8bit\r\n\r\nContent-Transfer-Encoding: base64\r\n\r\nCg==\r\n--b\r\n\r\nhi\r\n--b--\r\nepilogue\r\n");
    }

    @Test
    void findsWhatNoEncodingCanHelp() throws Exception {
        assertThat(encode("Subject: \0\r\n\r\nx\r\n", false).fault).isEqualTo(BinaryParts.Fault.NUL);
        assertThat(encode(MIME + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\n\nx\r\n--b--\r\n", false).fault)
            .isEqualTo(BinaryParts.Fault.LINE_ENDS);
        assertThat(encode(MIME + "\r\nunix\nlines\n", true)).isEqualTo(new Encoded(MIME + "\r\nunix\nlines\n", BinaryParts.Fault.LINE_ENDS));
    }

    /** Random trees with random octets: each leaf decodes to what it was, and nothing is left that no text has. */
    @Test
    void everyLeafDecodesToItsOctets() throws Exception {
        var random = new Random(7);
        for (int round = 0; round < 40; round++) {
            var leaves = new ArrayList<String>();
            String message = MIME + entity(random, 0, leaves);
            var encoded = encode(message, false);
            assertThat(encoded.fault).isEqualTo(BinaryParts.Fault.NONE);
            assertThat(decodedLeaves(encoded.octets)).isEqualTo(leaves);
            assertThat(encoded.octets).doesNotContain("\0");
            assertThat(encoded.octets.replace("\r\n", "")).doesNotContain("\r", "\n");
        }
    }

    private static String entity(Random random, int depth, List<String> leaves) {
        if (depth < 3 && random.nextInt(3) > 0) {
            String boundary = "=_" + depth + "_" + random.nextInt(1000);
            var text = new StringBuilder("Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\n");
            for (int part = 0; part <= random.nextInt(3); part++) {
                text.append("--").append(boundary).append("\r\n").append(entity(random, depth + 1, leaves)).append("\r\n");
            }
            return text + "--" + boundary + "--\r\n";
        }
        var octets = new byte[random.nextInt(4) == 0 ? 0 : random.nextInt(200_000 >> 3 * depth)];
        random.nextBytes(octets);
        String leaf = new String(octets, StandardCharsets.ISO_8859_1);
        leaves.add(leaf);
        return "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n\r\n" + leaf;
    }

    private List<String> decodedLeaves(String message) throws Exception {
        try (var incoming = store.incoming()) {
            byte[] octets = message.getBytes(StandardCharsets.ISO_8859_1);
            incoming.write(octets, 0, octets.length);
            var leaves = new ArrayList<String>();
            decode(incoming.structure().root(), octets, leaves);
            return leaves;
        }
    }

    private static void decode(BodyPart part, byte[] octets, List<String> leaves) {
        if (!part.parts().isEmpty()) {
            part.parts().forEach(inner -> decode(inner, octets, leaves));
            return;
        }
        TransferDecoder decoder = TransferDecoder.of(part.encoding());
        var decoded = new byte[decoder.room((int) part.size())];
        int length = decoder.decode(octets, (int) part.bodyStart(), (int) part.size(), decoded, 0);
        length += decoder.finish(decoded, length);
        leaves.add(new String(decoded, 0, length, StandardCharsets.ISO_8859_1));
    }

    private void check(String message, String expected) throws Exception {
        assertThat(encode(message, false)).isEqualTo(new Encoded(expected, BinaryParts.Fault.NONE));
    }

    private record Encoded(String octets, BinaryParts.Fault fault) {
    }

    private Encoded encode(String message, boolean anyLineEnds) throws Exception {
        try (var from = store.incoming(); var to = store.incoming()) {
            byte[] octets = message.getBytes(StandardCharsets.ISO_8859_1);
            from.write(octets, 0, octets.length);
            var fault = BinaryParts.encode(from, to, anyLineEnds);
            var encoded = new byte[(int) to.size()];
            for (int at = 0; at < encoded.length; ) {
                at += to.read(at, encoded, at, encoded.length - at);
            }
            return new Encoded(new String(encoded, StandardCharsets.ISO_8859_1), fault);
        }
    }
}
