package posthouse.mailstore.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The messages of ../shared/corpus: each with its line ends made CRLF, and as it lies. Without it the test is skipped. */
public final class Corpus {
    private static final Path FOLDER = Path.of("../../shared/corpus");

    private Corpus() {
    }

    public record Sample(String name, byte[] octets) {
        @Override
        public String toString() {
            return name;
        }
    }

    public static List<Sample> samples() {
        Assumptions.assumeTrue(Files.isDirectory(FOLDER), "the corpus of hostile messages is not at ../shared/corpus");
        List<Sample> samples = new ArrayList<>();
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(Corpus::isMessage).sorted().toList()) {
                byte[] octets = Files.readAllBytes(file);
                String name = FOLDER.relativize(file).toString();
                samples.add(new Sample(name + " with CRLF", crLf(octets)));
                samples.add(new Sample(name, octets));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return samples;
    }

    private static boolean isMessage(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file) && (name.endsWith(".msg") || name.endsWith(".eml"));
    }

    /** Each LF without a CR before it gets one. */
    public static byte[] crLf(byte[] octets) {
        var out = new ByteArrayOutputStream(octets.length + octets.length / 20);
        byte previous = 0;
        for (byte octet : octets) {
            if (octet == '\n' && previous != '\r') {
                out.write('\r');
            }
            out.write(octet);
            previous = octet;
        }
        return out.toByteArray();
    }
}
