package posthouse.mailstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.SingleFileStore;
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
    private static final int ROUNDS = 60;
    private static final int VALUE = 30_000;
    private static final int PART = 20 * VALUE;

    @TempDir
    Path folder;

    @Test
    void aSegmentIsNeededUntilTheFileHasWhatFollowsIt() throws Exception {
        try (H2Database database = H2Database.open(folder.resolve("store"), () -> { })) {
            Writing writing = database.writing();
            writing.begin(StoreKey.random());
            for (int segment = 1; segment <= SEGMENTS; segment++) {
                fill(writing, segment, 200);
                writing.save(); // H2 goes on writing when this returns
                int needed = writing.firstNeededSegment();
                assertThat(positionAfterAKill()).isGreaterThanOrEqualTo(needed);
            }
            writing.saveNow();
            assertThat(writing.firstNeededSegment()).isEqualTo(SEGMENTS);
            assertThat(positionAfterAKill()).isEqualTo(SEGMENTS);
        }
    }

    /** Where chunks of the file go and others come, H2 finds a version that is older than the last one it wrote. */
    @Test
    void aKillLeavesWhatIsNeededWhereverInTheFileItWasWritten() throws Exception {
        var random = new Random(1);
        try (H2Database database = H2Database.open(folder.resolve("store"), () -> { });
                Connection connection = database.ofOneMoment()) {
            Writing writing = database.writing();
            writing.begin(StoreKey.random());
            MVStore store = store(connection);
            store.setRetentionTime(0);
            for (int segment = 1; segment <= ROUNDS; segment++) {
                fill(writing, segment, 1 + random.nextInt(9));
                if (segment > 3) {
                    forget(writing, segment - 1 - random.nextInt(3), segment);
                }
                writing.save();
                store.getFileStore().executeFileStoreOperation(() -> { });
                assertThat(positionAfterAKill()).as("after %s saves", segment).isGreaterThanOrEqualTo(writing.firstNeededSegment());
            }
            assertThat(writing.firstNeededSegment()).isGreaterThanOrEqualTo(ROUNDS - 1);
        }
    }

    @Test
    void aStoreThatIsLeftAloneIsNotWrittenAgainAndAgain() throws Exception {
        try (H2Database database = H2Database.open(folder.resolve("store"), () -> { });
                Connection connection = database.ofOneMoment()) {
            Writing writing = database.writing();
            writing.begin(StoreKey.random());
            fill(writing, 1, 50);
            int saves = 0;
            for (; writing.saveDue() != Long.MAX_VALUE && saves < ROUNDS; saves++) {
                writing.save();
                store(connection).getFileStore().executeFileStoreOperation(() -> { });
            }
            assertThat(saves).isBetween(2, 5);
            assertThat(writing.firstNeededSegment()).isEqualTo(1);
        }
    }

    /** A starved machine: the thread that writes H2's file gets no turn while the tables change. */
    @Test
    void whatIsInTheFileCanBeReadHoweverLateItWasWritten() throws Exception {
        try (H2Database database = H2Database.open(folder.resolve("store"), () -> { });
                Connection connection = database.ofOneMoment()) {
            Writing writing = database.writing();
            writing.begin(StoreKey.random());
            writing.saveNow();
            MVStore store = store(connection);
            long before = store.getCurrentVersion();
            var held = (ReentrantLock) field(store, "saveChunkLock");
            var putsTogether = (ExecutorService) field(store, "serializationExecutor");
            held.lock();
            try {
                for (int segment = 1; segment <= SEGMENTS; segment++) {
                    fill(writing, segment, 20); // much too little for it to be waited for
                    writing.save();
                    putsTogether.submit(() -> { }).get();
                }
            } finally {
                held.unlock();
            }
            store.getFileStore().executeFileStoreOperation(() -> { }); // what was begun is in the file now
            assertThat(store.getFileStore().lastChunkVersion()).isGreaterThan(before);
            int position = positionAfterAKill();
            assertThat(position).isGreaterThanOrEqualTo(Math.max(1, writing.firstNeededSegment()));
            String url = "jdbc:h2:file:" + folder.resolve("found").toAbsolutePath();
            assertThat(TableDump.byTable(url).get("annotation")).hasSize(position * 20);
        }
    }

    /** More than H2 holds in memory: it would write of itself, however much waits to be written. */
    @Test
    void aTransactionOfAnySizeIsWrittenPartByPartAndUndoneAfterAKill() throws Exception {
        try (H2Database database = H2Database.open(folder.resolve("store"), () -> { });
                Connection connection = database.ofOneMoment()) {
            Writing writing = database.writing();
            writing.begin(StoreKey.random());
            fill(writing, 1, 20);
            writing.saveNow();
            MVStore store = store(connection);
            long before = store.getCurrentVersion();
            try (var held = new HeldUp((ReentrantLock) field(store, "saveChunkLock"))) {
                for (int part = 0; part < 4 * store.getAutoCommitMemory() / PART; part++) {
                    writing.apply(new Mutation(values(2, part, PART / VALUE)), new Place(2, 100, 200));
                    assertThat(store.getCurrentVersion() - store.getFileStore().lastChunkVersion()).as("saves at a time").isLessThanOrEqualTo(1);
                }
            }
            assertThat(store.getCurrentVersion()).isGreaterThan(before + 3);
            store.getFileStore().executeFileStoreOperation(() -> { });
            assertThat(positionAfterAKill()).isEqualTo(1);
            assertThat(TableDump.byTable("jdbc:h2:file:" + folder.resolve("found").toAbsolutePath()).get("annotation")).hasSize(20);
            writing.commit(new Position(2, 200, 2, 2), Numbers.FIRST);
            writing.saveNow();
            assertThat(positionAfterAKill()).isEqualTo(2);
        }
    }

    /** H2 would turn round for ever: in a transaction that can't be taken back, the next statement waits for what never comes. */
    @Test
    void aFileThatCanNotBeReadAnyMoreIsClosedAllTheSame() throws Exception {
        H2Database database = H2Database.open(folder.resolve("store"), () -> { });
        Writing writing = database.writing();
        writing.begin(StoreKey.random());
        fill(writing, 1, 200);
        writing.saveNow();
        writing.apply(new Mutation(values(2, 0, 20)), new Place(2, 100, 200));
        MVStore store;
        try (Connection connection = database.ofOneMoment()) {
            store = store(connection);
        }
        store.setCacheSize(0);
        Field channel = SingleFileStore.class.getDeclaredField("fileChannel");
        channel.setAccessible(true);
        ((FileChannel) channel.get(store.getFileStore())).close();
        var closing = new Thread(() -> {
            assertThatThrownBy(writing::rollback).isInstanceOf(DatabaseFailed.class);
            database.close();
        });
        closing.setDaemon(true);
        closing.start();
        closing.join(60_000);
        assertThat(closing.isAlive()).isFalse();
        assertThat(writing.isUsable()).isFalse();
        assertThat(positionAfterAKill()).isEqualTo(1);
    }

    /** H2's thread gets no turn before whoever made this waits for it. */
    private static final class HeldUp implements AutoCloseable {
        private final Thread waits = Thread.currentThread();
        private final CountDownLatch holds = new CountDownLatch(1);
        private final Thread holder;
        private volatile boolean over;

        HeldUp(ReentrantLock lock) throws InterruptedException {
            holder = new Thread(() -> {
                lock.lock();
                try {
                    holds.countDown();
                    while (!over && waits.getState() == Thread.State.RUNNABLE) {
                        Thread.onSpinWait();
                    }
                } finally {
                    lock.unlock();
                }
            });
            holder.start();
            holds.await();
        }

        @Override
        public void close() throws InterruptedException {
            over = true;
            holder.join();
        }
    }

    private static MVStore store(Connection connection) throws Exception {
        var session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        return session.getDatabase().getStore().getMvStore();
    }

    /** Takes away what was filled in for a segment. */
    private static void forget(Writing writing, int filled, int segment) throws Exception {
        List<Change> changes = IntStream.range(0, 10).<Change>mapToObj(i -> new SetAnnotation(1, 1, filled + "/" + i, null)).toList();
        writing.apply(new Mutation(changes), new Place(segment, 200, 300));
        writing.commit(new Position(segment, 300, segment, segment), Numbers.FIRST);
    }

    private static Object field(MVStore store, String name) throws ReflectiveOperationException {
        Field field = FileStore.class.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(store.getFileStore());
    }

    /** So many octets that H2 takes a while to write them. */
    private static void fill(Writing writing, int segment, int values) throws Exception {
        writing.apply(new Mutation(values(segment, 0, values)), new Place(segment, 100, 200));
        writing.commit(new Position(segment, 200, segment, segment), Numbers.FIRST);
    }

    private static List<Change> values(int segment, int part, int values) {
        var random = new Random(segment * 1000L + part);
        return IntStream.range(part * values, (part + 1) * values).<Change>mapToObj(i -> {
            var value = new byte[VALUE];
            random.nextBytes(value);
            return new SetAnnotation(1, 1, segment + "/" + i, value);
        }).toList();
    }

    private int positionAfterAKill() throws Exception {
        Path found = folder.resolve("found.mv.db");
        Files.copy(folder.resolve("store.mv.db"), found, StandardCopyOption.REPLACE_EXISTING);
        try (H2Database database = H2Database.open(folder.resolve("found"), () -> { })) {
            return database.writing().position().segment();
        }
    }
}
