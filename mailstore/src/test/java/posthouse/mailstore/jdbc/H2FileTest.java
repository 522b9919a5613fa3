package posthouse.mailstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.MailboxChange.SetAnnotation;
import posthouse.mailstore.journal.Mutation;
import posthouse.mailstore.journal.Numbers;
import posthouse.mailstore.journal.Place;
import posthouse.mailstore.journal.Position;
import posthouse.mailstore.journal.StoreKey;
import posthouse.testdb.OnJournal;

/** What a kill would find in the file of the tables. */
@OnJournal
class H2FileTest {
    private static final int SEGMENTS = 6;

    @TempDir
    Path folder;

    @Test
    void aSegmentIsNeededUntilTheFileHasWhatFollowsIt() throws Exception {
        try (H2Database database = H2Database.open(folder.resolve("store"), () -> { })) {
            Writing writing = database.writing();
            writing.begin(StoreKey.random());
            for (int segment = 1; segment <= SEGMENTS; segment++) {
                fill(writing, segment);
                writing.save(); // H2 goes on writing when this returns
                int needed = writing.firstNeededSegment();
                assertThat(positionAfterAKill()).isGreaterThanOrEqualTo(needed);
            }
            writing.saveNow();
            assertThat(writing.firstNeededSegment()).isEqualTo(SEGMENTS);
            assertThat(positionAfterAKill()).isEqualTo(SEGMENTS);
        }
    }

    /** So many octets that H2 takes a while to write them. */
    private static void fill(Writing writing, int segment) throws Exception {
        var random = new Random(segment);
        List<Change> changes = IntStream.range(0, 200).<Change>mapToObj(i -> {
            var value = new byte[30_000];
            random.nextBytes(value);
            return new SetAnnotation(1, 1, segment + "/" + i, value);
        }).toList();
        writing.apply(new Mutation(changes), new Place(segment, 100, 200));
        writing.commit(new Position(segment, 200, segment, segment), Numbers.FIRST);
    }

    private int positionAfterAKill() throws Exception {
        Path found = folder.resolve("found.mv.db");
        Files.copy(folder.resolve("store.mv.db"), found, StandardCopyOption.REPLACE_EXISTING);
        try (H2Database database = H2Database.open(folder.resolve("found"), () -> { })) {
            return database.writing().position().segment();
        }
    }
}
