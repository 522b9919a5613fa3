package posthouse.mailstore.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.StoreCare.Findings;
import posthouse.mailstore.Stores;
import posthouse.mailstore.jdbc.TableDump;
import posthouse.testdb.OnJournal;

/** What {@code store verify} says of a store that is well, and of one that is not. */
@OnJournal
class VerifyTest {
    @TempDir
    Path folder;

    @BeforeEach
    void live() throws Exception {
        try (MailStore store = Stores.open(folder)) {
            RecoveryTest.live(store);
        }
    }

    private List<String> problems() throws Exception {
        try (MailStore store = Stores.open(folder)) {
            return store.care().verify().problems();
        }
    }

    private static Path only(Path below) throws Exception {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    @Test
    void aStoreThatIsWell() throws Exception {
        try (MailStore store = Stores.open(folder)) {
            ((JournalEngine) ((OpenStore) store).engine()).space().takeSnapshot();
            Findings found = store.care().verify();
            assertThat(found.problems()).isEmpty();
            assertThat(found.messages()).isEqualTo(25);
            assertThat(found.records()).isGreaterThan(30);
            assertThat(found.octets()).isGreaterThan(2_000_000);
        }
    }

    @Test
    void anOctetThatChangedInTheJournal() throws Exception {
        Path segment = only(folder.resolve("journal"));
        long at = new String(Files.readAllBytes(segment), StandardCharsets.ISO_8859_1).indexOf("Subject: m4\r\n");
        try (var access = new RandomAccessFile(segment.toFile(), "rw")) {
            access.seek(at);
            access.write('s');
        }
        assertThat(problems()).anyMatch(p -> p.contains("00000001.journal has no whole batch"))
            .anyMatch(p -> p.matches("body \\d+ in segment 1 at offset \\d+ is not what was stored: .*UID 5 in arbeit/2026 of alice@example.org.*"));
    }

    @Test
    void aBodyFileThatIsMissing() throws Exception {
        Files.delete(only(folder.resolve("bodies")));
        assertThat(problems()).singleElement().asString().contains("is missing");
    }

    @Test
    void aFileOfNoMessage() throws Exception {
        Path orphan = Files.createDirectories(folder.resolve("bodies/0f")).resolve("00000000000abc0f");
        Files.writeString(orphan, "nobody's");
        Files.setLastModifiedTime(orphan, FileTime.fromMillis(0));
        assertThat(problems()).containsExactly("file 00000000000abc0f belongs to no message");
    }

    @Test
    void countersAndReferencesThatAreWrong() throws Exception {
        TableDump.execute(folder, "update mailbox set messages = messages + 1, octets = octets - 1 where name = 'old'");
        TableDump.execute(folder, "update body set refs = refs + 1 where id = (select min(id) from body)");
        TableDump.execute(folder, "delete from structure where id = (select max(id) from message)");
        assertThat(problems()).hasSize(4).anyMatch(p -> p.contains("(old of account 1): messages: 17 are said to be there, 16 are"))
            .anyMatch(p -> p.contains("octets")).anyMatch(p -> p.contains("references")).anyMatch(p -> p.contains("has no structure"));
        MailStore.rebuild(folder, Stores.settings());
        assertThat(problems()).isEmpty();
    }
}
