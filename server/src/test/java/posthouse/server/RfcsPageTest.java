package posthouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/rfcs.md} says what the code says: its rows are compared with the references in code and transcripts. */
class RfcsPageTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern ROW = Pattern.compile("^\\| (\\d+) \\| [^|]+ \\| (yes|partial|planned|no) \\|");
    private static final Pattern REFERENCE = Pattern.compile("RFC (\\d{3,5})");

    @Test
    void rowsAndReferencesAgree() throws IOException {
        Map<Integer, String> rows = rows();
        Set<Integer> referenced = references();
        assertThat(rows).as("rows of docs/rfcs.md").isNotEmpty();
        assertThat(referenced).as("references without a row in docs/rfcs.md").isSubsetOf(rows.keySet());
        var claimed = new TreeSet<Integer>();
        rows.forEach((rfc, status) -> {
            if (status.equals("yes") || status.equals("partial")) {
                claimed.add(rfc);
            }
        });
        assertThat(claimed).as("'yes' or 'partial' in docs/rfcs.md without a reference in code or transcripts").isSubsetOf(referenced);
    }

    private static Map<Integer, String> rows() throws IOException {
        var rows = new TreeMap<Integer, String>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/rfcs.md"))) {
            var matcher = ROW.matcher(line);
            if (matcher.find()) {
                assertThat(rows.put(Integer.parseInt(matcher.group(1)), matcher.group(2))).as("second row: " + line).isNull();
            }
        }
        return rows;
    }

    private static Set<Integer> references() throws IOException {
        var references = new TreeSet<Integer>();
        for (String room : new String[] {"common", "mailstore", "smtp-server", "pop3-server", "imap-server", "server"}) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(room).resolve("src"))) {
                for (Path file : files.filter(RfcsPageTest::counts).toList()) {
                    var matcher = REFERENCE.matcher(Files.readString(file));
                    while (matcher.find()) {
                        references.add(Integer.parseInt(matcher.group(1)));
                    }
                }
            }
        }
        return references;
    }

    private static boolean counts(Path file) {
        String path = file.toString();
        return path.endsWith(".java") && !path.endsWith("RfcsPageTest.java") || path.contains("transcripts") && path.endsWith(".txt");
    }
}
