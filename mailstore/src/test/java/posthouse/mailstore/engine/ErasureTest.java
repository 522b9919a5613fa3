package posthouse.mailstore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.common.sasl.Scope;
import posthouse.mailstore.Annotations;
import posthouse.mailstore.Annotations.Annotation;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.NoSuchAccount;
import posthouse.mailstore.StoreKeys;
import posthouse.mailstore.Stores;
import posthouse.mailstore.UidSet;
import posthouse.testdb.OnJournal;

/** What was purged is nowhere on the disk. */
@OnJournal
class ErasureTest {
    private static final String MARK = "Rumpelstilzchen";

    @TempDir
    Path folder;

    private OpenStore open() throws Exception {
        return (OpenStore) Stores.open(folder, StoreKeys.SEGMENT_SIZE, 64L << 10);
    }

    /** Mail that does not get smaller, so that a mark is one wherever it stands. */
    private static byte[] mail(String mark, int number, int size) {
        var octets = new byte[size];
        new Random(number).nextBytes(octets);
        byte[] head = ("Subject: " + mark + number + "\r\nFrom: x@example.net\r\n\r\n").getBytes(StandardCharsets.UTF_8);
        System.arraycopy(head, 0, octets, 0, head.length);
        return octets;
    }

    private List<String> filesWith(String mark) throws IOException {
        byte[] wanted = mark.getBytes(StandardCharsets.UTF_8);
        var found = new ArrayList<String>();
        for (Path file : files()) {
            if (new String(octets(file), StandardCharsets.ISO_8859_1).contains(new String(wanted, StandardCharsets.ISO_8859_1))) {
                found.add(folder.relativize(file).toString());
            }
        }
        return found;
    }

    /** Files get other names meanwhile: it is begun anew then. */
    private List<Path> files() throws IOException {
        while (true) {
            try (Stream<Path> files = Files.walk(folder)) {
                return files.filter(Files::isRegularFile).toList();
            } catch (UncheckedIOException e) {
                assertThat(e).hasCauseInstanceOf(NoSuchFileException.class);
            }
        }
    }

    private static byte[] octets(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0]; // it is on the disk no more
        }
    }

    private List<Integer> segments() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
            return files.filter(f -> f.toString().endsWith(".journal")).map(f -> Integer.parseInt(f.getFileName().toString().substring(0, 8))).sorted().toList();
        }
    }

    /** Alice's has the mark in all that there is, and bob's mail stands between hers. */
    private static void fill(MailStore store, Account alice, Account bob) throws Exception {
        Mailbox inbox = Stores.inbox(store, alice);
        Mailbox box = store.mailboxes(alice.id()).create(MARK + " box", Set.of());
        store.annotations().set(box.id(), List.of(new Annotation(Annotations.SHARED, "/shared/comment", MARK.getBytes(StandardCharsets.UTF_8))));
        for (int i = 1; i <= 20; i++) {
            Stores.deliver(store, alice, mail(MARK, i, 6_000));
            Stores.deliver(store, bob, mail("bob", i, 6_000));
            Stores.append(store, box, mail(MARK, 100 + i, 3_000), Flags.of(Set.of(), List.of(MARK)));
        }
        Stores.deliver(store, alice, mail(MARK, 50, 1_200_000));
        Stores.deliver(store, bob, mail("bob", 50, 1_200_000));
        inbox.expunge(UidSet.of(1, 2, 21), false);
        store.mailboxes(alice.id()).subscribe(MARK);
        store.annotations().set(inbox.id(), List.of(new Annotation(alice.id(), "/private/comment", MARK.getBytes(StandardCharsets.UTF_8))));
        inbox.annotations().set(UidSet.of(5), List.of(new Annotation(alice.id(), "/comment", MARK.getBytes(StandardCharsets.UTF_8))), OptionalLong.empty());
        Stores.inbox(store, bob).annotations().set(UidSet.of(5), List.of(new Annotation(alice.id(), "/comment", MARK.getBytes(StandardCharsets.UTF_8))),
            OptionalLong.empty());
        store.directory().setApopSecret(alice.address(), MARK);
        store.directory().addAppPassword(alice.address(), MARK, Set.of(Scope.IMAP), Stores.keys());
        store.mailboxes(alice.id()).delete(box.name());
    }

    private static void check(MailStore store) throws Exception {
        Mailbox inbox = Stores.inbox(store, store.directory().accounts().get(0));
        for (int i = 1; i <= 20; i++) {
            assertThat(Stores.read(inbox, i)).isEqualTo(mail("bob", i, 6_000));
        }
        assertThat(Stores.read(inbox, 21)).isEqualTo(mail("bob", 50, 1_200_000));
        assertThat(store.care().verify().problems()).isEmpty();
    }

    @Test
    void nothingOfAnErasedAccountIsOnTheDisk() throws Exception {
        try (OpenStore store = open()) {
            List<Account> accounts = Stores.accounts(store, "alice", "bob", "carol");
            fill(store, accounts.get(0), accounts.get(1));
            store.care().compact(); // some of it stands elsewhere by now, and there are snapshots
            Stores.deliver(store, accounts.get(0), mail(MARK, 200, 6_000));
            assertThat(filesWith(MARK)).isNotEmpty();
            List<Integer> before = segments();
            store.directory().removeAccount(accounts.get(2).address());
            assertThat(store.directory().purgeAccounts(List.of(accounts.get(0).address(), accounts.get(2).address()))).isEmpty();
            assertThat(filesWith(MARK)).isEmpty();
            assertThat(filesWith("alice")).isEmpty();
            assertThat(filesWith("carol")).isEmpty();
            assertThat(segments()).doesNotContainAnyElementsOf(before);
            check(store);
            assertThatThrownBy(() -> store.directory().purgeAccount(accounts.get(0).address())).isInstanceOf(NoSuchAccount.class);
        }
        try (OpenStore store = open()) {
            check(store);
            Account dave = Stores.accounts(store, "dave").get(0);
            Stores.deliver(store, dave, mail(MARK, 1, 6_000));
            store.directory().purgeAccount(dave.address());
            Account erin = Stores.accounts(store, "erin").get(0);
            Stores.deliver(store, erin, mail(MARK, 2, 6_000));
            assertThat(store.directory().purgeAccount(erin.address())).isEmpty(); // twice in one run
            assertThat(filesWith(MARK)).isEmpty();
            check(store);
        }
        Files.delete(folder.resolve("database/store.mv.db"));
        try (OpenStore store = open()) {
            check(store);
        }
    }

    @Test
    void whoStillReadsIsWaitedFor() throws Exception {
        try (OpenStore store = open()) {
            List<Account> accounts = Stores.accounts(store, "alice", "bob");
            fill(store, accounts.get(0), accounts.get(1));
            try (Mailbox.Pinned pinned = Stores.inbox(store, accounts.get(0)).pin()) {
                assertThat(store.directory().purgeAccount(accounts.get(0).address())).singleElement().asString().contains("until the sessions");
                try (var body = pinned.body(0)) {
                    assertThat(body.size()).isEqualTo(6_000);
                }
                assertThat(filesWith(MARK)).isNotEmpty();
            }
            assertThat(filesWith(MARK)).isEmpty();
            check(store);
        }
    }
}
