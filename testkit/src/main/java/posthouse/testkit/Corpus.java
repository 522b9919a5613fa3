package posthouse.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Real and hostile messages, which lie beside the project and not in it. */
public final class Corpus {

    private static final Path FOLDER = Path.of("..", "..", "shared", "corpus");

    /** @param octets with line ends made CRLF */
    public record Mail(String name, byte[] octets) {
        @Override
        public String toString() {
            return name;
        }
    }

    private Corpus() {
    }

    /** All messages of the corpus; where it is absent the test that asks is skipped, visibly. */
    public static List<Mail> messages() throws IOException {
        assumeTrue(Files.isDirectory(FOLDER), () -> "no corpus of messages at " + FOLDER.toAbsolutePath().normalize());
        var mails = new ArrayList<Mail>();
        try (var files = Files.walk(FOLDER)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".eml") || f.toString().endsWith(".msg")).sorted().toList()) {
                mails.add(new Mail(FOLDER.relativize(file).toString(), withCrlf(Files.readAllBytes(file))));
            }
        }
        return mails;
    }

    /** Messages that are always here: 8-bit octets, very long lines, no body, only a header, dots, no CRLF at the end, empty. */
    public static List<Mail> hostile() {
        String header = "From: a@example.com\r\nSubject: hostile\r\n";
        return List.of(
            mail("8-bit", header + "\r\n" + allOctets() + "\r\n"),
            mail("line of 100,000 octets", header + "\r\n" + "x".repeat(100_000) + "\r\n"),
            mail("header line of 100,000 octets", header + "X: " + "y".repeat(100_000) + "\r\n\r\nbody\r\n"),
            mail("empty body", header + "\r\n"),
            mail("only a header", header),
            mail("only dots", header + "\r\n.\r\n..\r\n...\r\n.\r\n"),
            mail("begins with a dot", ".dot: 1\r\n\r\n.\r\n"),
            mail("dots far inside", header + "\r\n" + ("z".repeat(1021) + "\r\n.dot\r\n").repeat(200)),
            mail("one empty line", "\r\n"),
            mail("many empty lines", header + "\r\n" + "\r\n".repeat(5000)));
    }

    private static String allOctets() {
        var all = new StringBuilder();
        for (char c = 1; c < 256; c++) {
            if (c != '\r' && c != '\n') {
                all.append(c);
            }
        }
        return all.toString();
    }

    private static Mail mail(String name, String text) {
        return new Mail(name, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** CR and LF that stand alone become CRLF. */
    public static byte[] withCrlf(byte[] octets) {
        var made = new ByteArrayOutputStream(octets.length + octets.length / 20);
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '\r' || octets[i] == '\n') {
                made.write('\r');
                made.write('\n');
                i += octets[i] == '\r' && i + 1 < octets.length && octets[i + 1] == '\n' ? 1 : 0;
            } else {
                made.write(octets[i]);
            }
        }
        return made.toByteArray();
    }
}
