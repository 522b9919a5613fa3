package posthouse.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.testdb.OnJournal;
import posthouse.testkit.ErrorLog;

/** Whatever a start finds damaged is told in one line that says what it is, and what is done about it. */
@OnJournal
class DamagedStoreTest {
    /** What an orderly end leaves behind the last batch. */
    private static final int CLOSED = 56;

    @TempDir
    Path folder;
    private Path data;
    private Path journal;

    @BeforeEach
    void fill() {
        data = folder.resolve("data");
        journal = data.resolve("journal/00000001.journal");
        ok("domain", "add", "example.org");
        ok("account", "add", "alice@example.org", "--password", "secret");
    }

    private Run run(String... words) {
        return Run.posthouse(Stream.concat(Stream.of(words), Stream.of("--data", data.toString())).toArray(String[]::new));
    }

    private void ok(String... words) {
        Run run = run(words);
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void cut(Path file, int octets) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - octets);
        }
    }

    /** Writes into the first record. */
    private void spoil() throws IOException {
        try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), 200);
        }
    }

    /** The next command finds alice, and the log has one line like this. */
    private void made(String line) {
        try (var log = new ErrorLog(Level.WARN)) {
            Run list = run("account", "list");
            assertThat(list.out()).contains("alice@example.org").hasLineCount(2);
            assertThat(log.errors()).singleElement().asString().matches(line);
        }
        assertThat(run("store", "verify").out()).contains("all is as it was written");
    }

    /** Nothing is made of it, and nothing is given up for it. */
    private void refused(String line) throws IOException {
        List<String> before = files();
        for (var words : List.of(List.of("account", "list"), List.of("store", "verify"), List.of("store", "rebuild"))) {
            Run run = run(words.toArray(String[]::new));
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).matches("posthouse: " + line + "\n");
            assertThat(files()).isEqualTo(before);
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile).map(Path::toString).filter(name -> !name.endsWith("boot")).sorted().toList();
        }
    }

    @Test
    void aDatabaseThatIsGone() throws Exception {
        Files.delete(data.resolve("database/store.mv.db"));
        made(".*the database is missing; it is made anew");
    }

    @Test
    void aDatabaseThatDoesNotOpen() throws Exception {
        Files.writeString(data.resolve("database/store.mv.db"), "no database".repeat(5000));
        made(".*the database can't be opened \\(.*\\); it is made anew, and what was there is kept in .*store\\.mv\\.db\\.aside-.*");
    }

    @Test
    void aDatabaseOfAnotherJournal() throws Exception {
        Path mine = data;
        data = folder.resolve("other");
        ok("domain", "add", "example.net");
        copy(data.resolve("database"), mine.resolve("database"));
        data = mine;
        made(".*the database belongs to another journal; it is made anew.*");
    }

    @Test
    void aDatabaseThatIsAhead() throws Exception {
        copy(data.resolve("journal"), folder.resolve("before"));
        ok("account", "add", "bob@example.org", "--password", "secret");
        copy(folder.resolve("before"), data.resolve("journal"));
        made(".*the database is ahead of the journal, which has no batch \\d+ that ends at offset \\d+ of 00000001.journal; it is made anew.*");
    }

    @Test
    void aDatabaseThatIsBehindCatchesUp() throws Exception {
        copy(data.resolve("database"), folder.resolve("before"));
        ok("account", "add", "bob@example.org", "--password", "secret");
        copy(folder.resolve("before"), data.resolve("database"));
        assertThat(run("account", "list").out()).contains("bob@example.org");
    }

    @Test
    void nothingIsSaidWhereNothingIsDamaged() {
        try (var log = new ErrorLog(Level.WARN)) {
            ok("backup", folder.resolve("backup").toString());
            ok("backup", "verify", folder.resolve("backup").toString());
            ok("store", "verify");
            assertThat(log.errors()).isEmpty();
        }
    }

    @Test
    void aTornTail() throws Exception {
        copy(data.resolve("database"), folder.resolve("before"));
        ok("account", "add", "bob@example.org", "--password", "secret");
        copy(folder.resolve("before"), data.resolve("database"));
        cut(journal, CLOSED + 10);
        made(".*00000001.journal has no whole batch behind offset \\d+: the last one was never finished, and goes; nobody was told of it");
    }

    @Test
    void aBadRecordInTheMiddle() throws Exception {
        Files.delete(data.resolve("database/store.mv.db"));
        spoil();
        refused("the journal is damaged: .*00000001.journal has no whole batch at offset \\d+ though more follow");
    }

    /** The tables have all that there is, so mail goes on; to make them anew would need the bad record. */
    @Test
    void aDatabaseThatIsOfUseIsNotGivenUpForNothing() throws Exception {
        spoil();
        Run rebuild = run("store", "rebuild");
        assertThat(rebuild.exitCode()).isEqualTo(1);
        assertThat(rebuild.err()).contains("the journal is damaged");
        assertThat(run("account", "list").out()).contains("alice@example.org");
        assertThat(run("store", "verify").exitCode()).isEqualTo(1);
    }

    @Test
    void aSegmentThatIsMissing() throws Exception {
        cut(journal, CLOSED + 10); // another segment is begun
        ok("account", "add", "bob@example.org", "--password", "secret");
        ok("store", "rebuild");
        Files.delete(journal);
        Files.delete(data.resolve("database/store.mv.db"));
        refused("the journal is damaged: .*00000001.journal is missing, and there is no snapshot that stands for it");
    }
}
