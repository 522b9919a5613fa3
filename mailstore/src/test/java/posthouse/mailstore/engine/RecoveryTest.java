package posthouse.mailstore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static posthouse.mailstore.Stores.address;
import static posthouse.mailstore.Stores.append;
import static posthouse.mailstore.Stores.deliver;
import static posthouse.mailstore.Stores.domain;
import static posthouse.mailstore.Stores.inbox;
import static posthouse.mailstore.Stores.message;
import static posthouse.mailstore.Stores.read;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.common.address.EmailAddress;
import posthouse.common.sasl.Scope;
import posthouse.common.sasl.ScramKeys;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Directory.Alias;
import posthouse.mailstore.FlagChange;
import posthouse.mailstore.Flags;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.StoreKeys;
import posthouse.mailstore.Stores;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.TableDump;
import posthouse.testdb.OnJournal;

/** What a start makes of what a crash, a broken disk or a careless hand left. */
@OnJournal
class RecoveryTest {
    private static final Flags SEEN = Flags.of(Flags.System.SEEN);

    @TempDir
    Path folder;
    @TempDir
    Path other;

    /** A bit of everything that a store can do. */
    static void live(MailStore store) throws Exception {
        List<Account> accounts = Stores.accounts(store, "alice", "bob", "carol");
        Account alice = accounts.get(0);
        store.directory().addDomain(domain("example.net"), java.util.Optional.of(address("bob@example.org")));
        store.directory().setAlias(new Alias("Info", domain("example.org"), List.of(address("alice@example.org"), address("x@example.com"))));
        store.directory().setQuota(address("bob@example.org"), 1_000_000, 100);
        EmailAddress bob = address("bob@example.org");
        var keys = ScramKeys.likeThese(store.directory().find("bob@example.org").orElseThrow().keys(), "app");
        store.directory().addAppPassword(bob, "phone", Scope.all(), keys);
        store.directory().removeAppPassword(bob, store.directory().addAppPassword(bob, "lost", Scope.read("imap"), keys));
        store.directory().used(store.directory().account(bob).orElseThrow().id(), 1);
        store.directory().setApopSecret(address("bob@example.org"), "shared");
        store.directory().removeAccount(address("carol@example.org"));
        Mailbox inbox = inbox(store, alice);
        for (int i = 0; i < 20; i++) {
            deliver(store, alice, message("m" + i, i * 300));
        }
        deliver(store, alice, message("large", 2_000_000));
        Mailboxes mailboxes = store.mailboxes(alice.id());
        Mailbox work = mailboxes.create("work/2026", Set.of());
        var labels = new FlagChange(FlagChange.Kind.ADD, Flags.of(Set.of(Flags.System.SEEN), List.of("$a", "b")));
        inbox.store(UidSet.of(List.of(new UidSet.Range(3, 9))), labels, OptionalLong.empty());
        inbox.copy(UidSet.of(List.of(new UidSet.Range(1, 5))), work);
        inbox.move(UidSet.of(2, 4, 21), work);
        inbox.copy(UidSet.of(3), inbox);
        inbox.expunge(UidSet.of(3, 7, 8), false);
        mailboxes.rename("work", "arbeit");
        mailboxes.create("gone", Set.of());
        append(store, mailboxes.open("gone"), message("gone", 500), SEEN);
        mailboxes.delete("gone");
        mailboxes.unsubscribe("Junk");
        mailboxes.rename("INBOX", "old");
        append(store, inbox, message("new", 100), SEEN);
        inbox.status(); // the tables have it then
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static void remove(Path path) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Path lastSegment(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
            return files.filter(f -> f.toString().endsWith(".journal")).sorted().reduce((a, b) -> b).orElseThrow();
        }
    }

    private static void overwrite(Path file, long offset, int length) throws IOException {
        try (var access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(offset);
            access.write(new byte[length]);
        }
    }

    private static void truncate(Path file, long size) throws IOException {
        try (var access = new RandomAccessFile(file.toFile(), "rw")) {
            access.setLength(size);
        }
    }

    static void checkAlive(MailStore store) throws Exception {
        Account alice = store.directory().account(address("alice@example.org")).orElseThrow();
        Mailbox old = store.mailboxes(alice.id()).open("old");
        assertThat(old.status().messages()).isEqualTo(16);
        Mailbox work = store.mailboxes(alice.id()).open("arbeit/2026");
        assertThat(read(work, 8)).isEqualTo(message("large", 2_000_000));
        assertThat(read(work, 5)).isEqualTo(message("m4", 1200));
    }

    @Test
    void aRebuiltDatabaseEqualsTheLiveOne() throws Exception {
        try (MailStore store = Stores.open(folder)) {
            live(store);
        }
        List<String> before = TableDump.of(folder);
        remove(folder.resolve("database"));
        try (MailStore store = Stores.open(folder)) {
            checkAlive(store);
        }
        assertThat(TableDump.of(folder)).isEqualTo(before);
    }

    @Test
    void aDatabaseThatIsBehindCatchesUp() throws Exception {
        try (MailStore store = Stores.open(folder)) {
            Stores.accounts(store, "dora");
        }
        copy(folder.resolve("database"), other.resolve("database"));
        try (MailStore store = Stores.open(folder)) {
            live(store);
        }
        List<String> before = TableDump.of(folder);
        remove(folder.resolve("database"));
        copy(other.resolve("database"), folder.resolve("database"));
        try (MailStore store = Stores.open(folder)) {
            checkAlive(store);
        }
        assertThat(TableDump.of(folder)).isEqualTo(before);
    }

    @Test
    void aDatabaseThatDoesNotOpenIsMovedAsideAndMadeAnew() throws Exception {
        try (MailStore store = Stores.open(folder)) {
            live(store);
        }
        List<String> before = TableDump.of(folder);
        Files.writeString(folder.resolve("database/store.mv.db"), "this is no database".repeat(1000));
        try (MailStore store = Stores.open(folder)) {
            checkAlive(store);
        }
        assertThat(TableDump.of(folder)).isEqualTo(before);
        try (Stream<Path> files = Files.list(folder.resolve("database"))) {
            assertThat(files.map(f -> f.getFileName().toString())).anyMatch(f -> f.startsWith("store.mv.db.aside-"));
        }
    }

    @Test
    void aDatabaseOfAnotherStoreIsMovedAside() throws Exception {
        try (MailStore store = Stores.open(folder); MailStore another = Stores.open(other)) {
            live(store);
            Stores.accounts(another, "mallory");
        }
        remove(folder.resolve("database"));
        copy(other.resolve("database"), folder.resolve("database"));
        try (MailStore store = Stores.open(folder)) {
            checkAlive(store);
            assertThat(store.directory().find("mallory")).isEmpty();
        }
    }

    @Test
    void aDatabaseThatIsAheadOfTheJournalIsMadeAnew() throws Exception {
        try (MailStore store = Stores.open(folder)) {
            live(store);
        }
        copy(folder.resolve("journal"), other.resolve("journal"));
        try (MailStore store = Stores.open(folder)) {
            for (int i = 0; i < 5; i++) {
                deliver(store, store.directory().accounts().get(0), message("lost with the journal's end", 5000));
            }
        }
        remove(folder.resolve("journal"));
        copy(other.resolve("journal"), folder.resolve("journal"));
        try (MailStore store = Stores.open(folder)) {
            checkAlive(store);
            assertThat(inbox(store, store.directory().accounts().get(0)).status().messages()).isEqualTo(1);
        }
    }

    @Test
    void aJournalThatIsGoneIsNotReplacedByAnEmptyOne() throws Exception {
        try (MailStore store = Stores.open(folder)) {
            live(store);
        }
        remove(folder.resolve("journal"));
        assertThatThrownBy(() -> Stores.open(folder)).isInstanceOf(Unavailable.class).hasMessageContaining("journal").hasMessageContaining("gone");
    }

    @Test
    void aTornTailIsDroppedAsAWholeBatch() throws Exception {
        long end;
        try (MailStore store = Stores.open(folder)) {
            live(store);
        }
        end = Files.size(lastSegment(folder));
        copy(folder.resolve("database"), other.resolve("database"));
        try (MailStore store = Stores.open(folder)) {
            deliver(store, store.directory().accounts().get(0), message("torn", 5000));
        }
        remove(folder.resolve("database"));
        copy(other.resolve("database"), folder.resolve("database"));
        truncate(lastSegment(folder), Files.size(lastSegment(folder)) - 56); // the mark of an orderly end
        overwrite(lastSegment(folder), end + 3000, 100); // in the octets of the message
        for (int round = 0; round < 2; round++) {
            try (MailStore store = Stores.open(folder)) {
                checkAlive(store);
                Mailbox inbox = inbox(store, store.directory().accounts().get(0));
                assertThat(inbox.status().messages()).isEqualTo(1 + round);
                assertThat(deliver(store, store.directory().accounts().get(0), message("after", 100))).isEqualTo(24 + round);
            }
        }
        assertThat(lastSegment(folder).getFileName().toString()).startsWith("00000002");
    }

    @Test
    void damageInTheMiddleStopsTheStart() throws Exception {
        try (MailStore store = Stores.open(folder)) {
            live(store);
        }
        overwrite(lastSegment(folder), 5000, 50);
        remove(folder.resolve("database"));
        assertThatThrownBy(() -> Stores.open(folder)).isInstanceOf(Unavailable.class)
            .hasMessageContaining("damaged").hasMessageContaining("00000001");
        assertThatThrownBy(() -> Stores.open(folder)).hasMessageContaining("damaged");
    }

    @Test
    void damageToTheLastBatchIsNoTornTailIfTheJournalWasClosedBehindIt() throws Exception {
        try (MailStore store = Stores.open(folder)) {
            live(store);
        }
        overwrite(lastSegment(folder), Files.size(lastSegment(folder)) - 150, 50);
        remove(folder.resolve("database"));
        assertThatThrownBy(() -> Stores.open(folder)).isInstanceOf(Unavailable.class).hasMessageContaining("damaged");
    }

    @Test
    void aMissingSegmentStopsTheStart() throws Exception {
        try (MailStore store = Stores.open(folder)) {
            live(store);
        }
        overwrite(lastSegment(folder), Files.size(lastSegment(folder)), 50); // not clean: a second segment is begun
        var garbage = new byte[100];
        java.util.Arrays.fill(garbage, (byte) 'x');
        Files.write(lastSegment(folder), garbage, java.nio.file.StandardOpenOption.APPEND);
        Stores.open(folder).close();
        assertThat(lastSegment(folder).getFileName().toString()).startsWith("00000002");
        Files.delete(folder.resolve("journal/00000001.journal"));
        remove(folder.resolve("database"));
        assertThatThrownBy(() -> Stores.open(folder)).isInstanceOf(Unavailable.class).hasMessageContaining("00000001.journal is missing");
    }

    @Test
    void filesThatNoRecordNamesAreRemovedAfterACrash() throws Exception {
        try (MailStore store = Stores.open(folder)) {
            live(store);
            Files.createDirectories(folder.resolve("bodies/ab"));
            Files.writeString(folder.resolve("bodies/ab/00000000000000ab"), "nobody's");
            Files.writeString(folder.resolve("spool/9"), "half a message");
            copy(folder, other.resolve("crashed"));
        }
        try (MailStore store = Stores.open(other.resolve("crashed"))) {
            checkAlive(store);
        }
        assertThat(other.resolve("crashed/bodies/ab/00000000000000ab")).doesNotExist();
        assertThat(other.resolve("crashed/spool")).isEmptyDirectory();
    }

    @Test
    void relaxedDurabilitySkipsNumbersAfterACrash() throws Exception {
        long uidNext;
        try (MailStore store = Stores.open(folder, StoreKeys.DURABILITY, "relaxed")) {
            live(store);
            uidNext = inbox(store, store.directory().accounts().get(0)).status().uidNext();
            copy(folder, other.resolve("crashed"));
        }
        try (MailStore store = Stores.open(other.resolve("crashed"))) {
            Mailbox inbox = inbox(store, store.directory().accounts().get(0));
            assertThat(inbox.status().uidNext()).isEqualTo(uidNext + Forcing.NUMBERS);
            assertThat(append(store, inbox, message("after", 100), SEEN)).isEqualTo(uidNext + Forcing.NUMBERS);
        }
        try (MailStore store = Stores.open(folder)) { // closed in order: nothing is skipped
            assertThat(inbox(store, store.directory().accounts().get(0)).status().uidNext()).isEqualTo(uidNext);
        }
    }

    @Test
    void oneProcessAtATime() throws Exception {
        try (MailStore store = Stores.open(folder)) {
            assertThatThrownBy(() -> Stores.open(folder)).isInstanceOf(Unavailable.class)
                .hasMessageEndingWith("is in use by another Posthouse process (pid " + ProcessHandle.current().pid() + ")");
        }
        Stores.open(folder).close();
    }

    @Test
    void aFileIsNoDataFolder() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> Stores.open(file)).isInstanceOf(Unavailable.class).hasMessageContaining("is not a folder");
        assertThatThrownBy(() -> Stores.open(file.resolve("below"))).isInstanceOf(Unavailable.class);
    }

    @Test
    void theFolderIsOursAlone() throws Exception {
        Stores.open(folder.resolve("data")).close();
        assertThat(Files.getPosixFilePermissions(folder.resolve("data"))).hasSize(3);
        assertThatThrownBy(() -> Stores.open(folder, StoreKeys.URL, "jdbc:other://localhost/x")).isInstanceOf(Unavailable.class)
            .hasMessageStartingWith("store.url");
    }
}
