package posthouse.mailstore.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posthouse.mailstore.Stores;
import posthouse.mailstore.jdbc.TableDump;
import posthouse.testdb.OnJournal;

/**
 * A process is killed in the middle of a {@link Storm} of all that users do, again and again: what it acknowledged is there, whole,
 * and nothing else but what was on its way. The long form: {@code -Dposthouse.kill.rounds=10 -Dposthouse.kill.seconds=90}.
 */
@OnJournal
class KillStormTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"sync", "relaxed"}) // a kill loses nothing in relaxed mode either: the system still has what was written
    void everyAcknowledgedDeedIsThereAfterAKill(String durability) throws Exception {
        new KillStorm(folder, Optional.empty()).run(durability, durability, () -> { });
        assertThat(setAside()).as("databases made anew, for which a kill is seldom a reason").isLessThanOrEqualTo(Math.min(2, KillStorm.ROUNDS / 5));
        List<String> tables = TableDump.of(folder);
        Files.delete(folder.resolve("database/store.mv.db"));
        Stores.open(folder).close();
        assertThat(TableDump.of(folder)).isEqualTo(tables);
    }

    private long setAside() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("database"))) {
            return files.filter(file -> file.getFileName().toString().contains(".mv.db.aside")).count();
        }
    }
}
