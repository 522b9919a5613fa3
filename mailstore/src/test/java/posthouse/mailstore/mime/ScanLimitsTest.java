package posthouse.mailstore.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages made to be too much. */
@Timeout(120)
class ScanLimitsTest {

    private static MessageStructure scanned(String message) {
        byte[] octets = message.getBytes(StandardCharsets.ISO_8859_1);
        MessageStructure structure = MimeScannerTest.scan(octets);
        Invariants.check(octets, structure);
        var byPieces = new MimeScanner();
        for (int at = 0; at < octets.length; at += 4096) {
            byPieces.write(octets, at, Math.min(4096, octets.length - at));
        }
        assertThat(byPieces.finish()).isEqualTo(structure);
        return structure;
    }

    private static int depth(BodyPart part) {
        return part.parts().stream().mapToInt(p -> depth(p) + 1).max().orElse(0);
    }

    private static BodyPart innermost(BodyPart part) {
        return part.parts().isEmpty() ? part : innermost(part.parts().get(0));
    }

    private static String nest(int depth) {
        var message = new StringBuilder("Subject: nest\r\n");
        for (int i = 0; i < depth; i++) {
            message.append("Content-Type: multipart/mixed; boundary=b").append(i).append(".\r\n\r\n--b").append(i).append(".\r\n");
        }
        message.append("\r\ninnermost\r\n");
        for (int i = depth - 1; i >= 0; i--) {
            message.append("--b").append(i).append(".--\r\n");
        }
        return message.toString();
    }

    @Test
    void looksInto100Levels() {
        MessageStructure structure = scanned(nest(MimeScanner.MAX_DEPTH));
        assertThat(depth(structure.root())).isEqualTo(MimeScanner.MAX_DEPTH);
        assertThat(innermost(structure.root()).size()).isEqualTo("innermost".length());
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 102, 5_000})
    void looksIntoNoMore(int levels) {
        MessageStructure structure = scanned(nest(levels));
        assertThat(depth(structure.root())).isEqualTo(MimeScanner.MAX_DEPTH + 1);
        assertThat(innermost(structure.root()).size()).isZero();
    }

    @Test
    void looksInto100MessagesInside() {
        String message = "Content-Type: message/rfc822\r\n\r\n".repeat(MimeScanner.MAX_DEPTH) + "Subject: in\r\n\r\nbody";
        MessageStructure structure = scanned(message);
        assertThat(depth(structure.root())).isEqualTo(MimeScanner.MAX_DEPTH);
        assertThat(innermost(structure.root()).size()).isEqualTo(4);
        MessageStructure deeper = scanned("Content-Type: message/rfc822\r\n\r\n" + message);
        assertThat(depth(deeper.root())).isEqualTo(MimeScanner.MAX_DEPTH + 1);
        assertThat(innermost(deeper.root()).size()).isZero();
    }

    private static String parts(int count) {
        return "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + "--b\r\nContent-Type: image/png\r\n\r\none\r\n".repeat(count) + "--b--\r\n";
    }

    @Test
    void finds10000Parts() {
        MessageStructure structure = scanned(parts(MimeScanner.MAX_PARTS));
        assertThat(structure.root().parts()).hasSize(MimeScanner.MAX_PARTS).allMatch(p -> p.size() == 3);
    }

    @Test
    void findsNoMore() {
        MessageStructure structure = scanned(parts(3 * MimeScanner.MAX_PARTS));
        assertThat(structure.root().parts()).hasSize(MimeScanner.MAX_PARTS).allMatch(p -> p.size() == 3);
    }

    @Test
    void countsMessagesInsideAsParts() {
        String message = "Content-Type: multipart/digest; boundary=b\r\n\r\n" + "--b\r\n\r\nSubject: in\r\n\r\none\r\n".repeat(MimeScanner.MAX_PARTS) + "--b--\r\n";
        assertThat(scanned(message).root().parts()).hasSize(MimeScanner.MAX_PARTS / 2).allMatch(BodyPart::isMessage);
    }

    @Test
    void readsTheFirstMebibyteOfAHeader() {
        String start = "Subject: first\r\nContent-Type: text/html\r\n";
        String field = "X-Padding: " + "x".repeat(80) + "\r\n";
        String message = start + field.repeat((2 << 20) / field.length()) + "To: late@example.org\r\n\r\nbody\r\n";
        MessageStructure structure = scanned(message);
        assertThat(structure.envelope().subject()).isEqualTo("first");
        assertThat(structure.envelope().to()).isNull();
        assertThat(structure.root().subtype()).isEqualTo("html");
        assertThat(message.substring((int) structure.root().bodyStart())).isEqualTo("body\r\n");
    }

    @Test
    void readsTheFirstMebibyteOfAllHeaders() {
        String part = "--b\r\nContent-Type: text/html; name=" + "x".repeat(1 << 18) + "\r\n\r\nbody\r\n";
        MessageStructure structure = scanned("Content-Type: multipart/mixed; boundary=b\r\n\r\n" + part.repeat(10) + "--b--\r\n");
        assertThat(structure.root().parts()).hasSize(4);
        assertThat(structure.root().parts().subList(0, 3)).allMatch(p -> p.subtype().equals("html") && p.size() == 4);
        assertThat(structure.root().parts().get(3)).matches(p -> p.subtype().equals("plain") && p.size() == 4);
    }

    @Test
    void keeps20000AddressesAndParameters() {
        MessageStructure structure = scanned("To: " + "a,".repeat(10_000) + "G: " + "b,".repeat(250_000) + "\r\nFrom: a@b\r\nContent-Type: text/plain"
            + ";a=b".repeat(50_000) + "\r\n\r\n");
        assertThat(structure.envelope().to()).hasSize(MimeScanner.MAX_WORDS + 1);
        assertThat(structure.envelope().from()).isNull();
        assertThat(structure.root().parameters()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Subject: ", "Subject: x\r\n ", "Subject: x\r\n\r\n", "\r\n", "Content-Type: text/plain; name=\"", "From: ", "To: ",
        "Content-Type: multipart/mixed; boundary=", "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b", "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n",
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n--b--"})
    void takesALineOf10Megabytes(String before) {
        scanned(before + "x".repeat(10 << 20));
        for (String octet : new String[] {"x", "-", "\r", " ", "\0", "\u00E9", "("}) {
            scanned(before + octet.repeat(2 << 20) + "\r\n\r\n--b\r\n\r\nbody");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "--\n", "--b\n", "--b--\n", "\r\r\n", "a:\n", " \n", "\n--b\n", "--bb\r\n", "Content-Type: message/rfc822\n\n",
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n", "Content-Type: multipart/digest; boundary=b\n\n--b\n\n"})
    void staysLinearWhateverIsRepeated(String lines) {
        scanned("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + lines.repeat((2 << 20) / lines.length()));
        scanned(lines.repeat((2 << 20) / lines.length()));
    }

    @Test
    void comparesLongBoundariesInLinearTime() {
        var message = new StringBuilder();
        for (int i = 0; i < 90; i++) {
            String boundary = "b".repeat(5_000) + i + ".";
            message.append("Content-Type: multipart/mixed; boundary=").append(boundary).append("\r\n\r\n--").append(boundary).append("\r\n");
        }
        message.append("\r\n").append(("--" + "b".repeat(5_000) + "\r\n").repeat(2_000));
        assertThat(depth(scanned(message.toString()).root())).isEqualTo(90);
    }
}
