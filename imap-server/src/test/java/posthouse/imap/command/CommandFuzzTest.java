package posthouse.imap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Refused;

/**
 * Reads mangled commands: each is read, or refused in words; nothing else comes out. The seeds are the client's lines of the transcripts.
 * {@code -Dposthouse.fuzz.rounds=100000000} goes on for a long time, {@code -Dposthouse.fuzz.seed} elsewhere. Guided by which code each input reaches:
 * {@code JAZZER_FUZZ=1 mvn -pl imap-server -am test -Dtest=CommandFuzzTest#anyOctets -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class CommandFuzzTest {

    private static final String SPECIAL = " ()[]{}<>\"\\%*~+-.:,$/0123456789\r\n\0\u00ff";
    private static final long ROUNDS = Long.getLong("posthouse.fuzz.rounds", 50_000);

    private final Random random = new Random(Long.getLong("posthouse.fuzz.seed", 1));

    @Test
    void aMangledCommandIsReadOrRefused() throws IOException {
        List<String> seeds = seeds();
        assertThat(seeds).hasSizeGreaterThan(500);
        for (long round = 0; round < ROUNDS; round++) {
            read(mangled(seeds.get(random.nextInt(seeds.size())), seeds));
        }
    }

    @FuzzTest(maxDuration = "12m")
    @EnabledIfEnvironmentVariable(named = "JAZZER_FUZZ", matches = ".+")
    @DictionaryEntries({"FETCH ", "UID ", "SEARCH ", "STORE ", "BODY.PEEK[HEADER.FIELDS (", "RETURN (", "SELECT ", "(QRESYNC (", "APPEND ", "CATENATE (URL ", "SETMETADATA ",
        "NOTIFY SET ", "LIST (", "SORT (", "THREAD ", "ESEARCH IN (", "CHANGEDSINCE ", "1:*", "{3}\\x0D\\x0Aabc", "\"&APw-\"", "NIL"})
    void anyOctets(byte[] octets) {
        read(new String(octets, StandardCharsets.ISO_8859_1));
    }

    @Test
    void depthAndLengthAreBounded() {
        read("SEARCH " + "(".repeat(60_000));
        read("SEARCH " + "NOT ".repeat(15_000) + "ALL");
        read("THREAD REFERENCES UTF-8 " + "OR ".repeat(15_000) + "ALL");
        read("FETCH " + "1:4294967295,".repeat(4_500) + "1 (" + "BODY[" + "1.".repeat(10_000) + "1]");
        read("SORT (" + "REVERSE DATE ".repeat(4_500) + ") UTF-8 ALL");
        read("LIST \"\" " + "*a".repeat(30_000) + "b");
        read("SETMETADATA INBOX (" + "/private/a \"x\" ".repeat(4_000) + ")");
        read("LANGUAGE" + " en".repeat(20_000));
        read("FETCH 1 (ANNOTATION ((" + "/a ".repeat(20_000) + "/b) value))");
        read("STORE 1 ANNOTATION (/" + "1.".repeat(25_000) + "1/a (value.priv \"x\"))");
        read("SORT (" + "ANNOTATION /a value.priv ".repeat(2_000) + "DATE) UTF-8 ALL");
    }

    private static List<String> seeds() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/transcripts"))) {
            return files.sorted().flatMap(CommandFuzzTest::lines).map(line -> line.replaceFirst("^C\\d*: \\S+ ", "")).toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().filter(line -> line.matches("C\\d*: \\S+ .+"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String mangled(String seed, List<String> seeds) {
        var text = new StringBuilder(seed);
        for (int changes = random.nextInt(4); changes >= 0; changes--) {
            int at = random.nextInt(text.length() + 1);
            int end = Math.min(text.length(), at + random.nextInt(8));
            switch (random.nextInt(5)) {
                case 0 -> text.insert(at, SPECIAL.charAt(random.nextInt(SPECIAL.length())));
                case 1 -> text.delete(at, end);
                case 2 -> text.insert(at, text.substring(at, end).repeat(random.nextInt(40)));
                case 3 -> text.replace(at, end, Long.toString(random.nextLong() >>> random.nextInt(64)));
                default -> {
                    String other = seeds.get(random.nextInt(seeds.size()));
                    text.replace(at, text.length(), other.substring(random.nextInt(other.length())));
                }
            }
        }
        return text.toString();
    }

    private static void read(String command) {
        byte[] octets = command.getBytes(StandardCharsets.ISO_8859_1);
        try {
            var in = new ImapReader(octets, octets.length, octets.length % 2 == 0);
            CommandTable.find(in).parse(in);
        } catch (BadSyntax | Refused e) {
            assertThat(e.getMessage()).isNotEmpty();
        } catch (RuntimeException | Error e) {
            fail("'" + command.substring(0, Math.min(command.length(), 2000)) + "', octets " + Arrays.hashCode(octets), e);
        }
    }
}
