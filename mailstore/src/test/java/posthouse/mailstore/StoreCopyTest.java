package posthouse.mailstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static posthouse.mailstore.Stores.deliver;
import static posthouse.mailstore.Stores.inbox;
import static posthouse.mailstore.Stores.message;
import static posthouse.mailstore.Stores.read;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.mailstore.Directory.Account;
import posthouse.testdb.OnPostgres;
import posthouse.testdb.TestPostgres;

/** A store on its way from a data folder to a PostgreSQL, and back. */
@OnPostgres
class StoreCopyTest {

    @TempDir
    private Path folder;

    @Test
    void thereAndBack() throws Exception {
        Path first = folder.resolve("first");
        Path last = folder.resolve("last");
        String url = TestPostgres.url(folder);
        byte[] large = message("large", 2_500_000);
        try (MailStore store = MailStore.open(first, Stores.settings())) {
            Account alice = Stores.accounts(store, "alice", "bob").get(0);
            for (int i = 1; i <= 40; i++) {
                deliver(store, alice, message("message " + i, 300 * i));
            }
            deliver(store, alice, large);
            Mailbox inbox = inbox(store, alice);
            inbox.store(UidSet.of(3), new FlagChange(FlagChange.Kind.ADD, Flags.of(Set.of(Flags.System.SEEN), Set.of("$Label"))), OptionalLong.empty());
            inbox.expunge(UidSet.of(5), false);
            inbox.copy(UidSet.of(7), store.mailboxes(alice.id()).create("Work/Done", Set.of()));
            assertThatThrownBy(() -> MailStore.copy(first.toString(), url, Stores.settings(), (n, o) -> { })).hasMessageContaining("in use");
        }
        Set<String> before;
        try (MailStore store = MailStore.open(first, Stores.settings())) {
            before = described(store);
        }
        assertThat(MailStore.copy(first.toString(), url, Stores.settings(), (n, o) -> { }).bodies()).isEqualTo(41);
        assertThatThrownBy(() -> MailStore.open(first, Stores.settings())).isInstanceOf(Unavailable.class).hasMessageContaining("lives there now");
        assertThatThrownBy(() -> MailStore.copy(folder.resolve("none").toString(), url, Stores.settings(), (n, o) -> { })).hasMessageContaining("no store");
        try (MailStore store = MailStore.open(first, Stores.settings(StoreKeys.URL, url))) { // the folder serves on, the store is elsewhere
            assertThat(described(store)).isEqualTo(before);
            assertThat(read(inbox(store, store.directory().accounts().get(0)), 41)).isEqualTo(large);
            assertThat(deliver(store, store.directory().accounts().get(0), message("after", 300))).isEqualTo(42);
            before = described(store);
            assertThatThrownBy(() -> MailStore.copy(url, last.toString(), Stores.settings(), (n, o) -> { })).hasMessageContaining("in use");
        }
        assertThat(MailStore.copy(url, last.toString(), Stores.settings(), (n, o) -> { }).bodies()).isEqualTo(42);
        assertThatThrownBy(() -> MailStore.open(first, Stores.settings(StoreKeys.URL, url))).hasMessageContaining("lives there now");
        assertThatThrownBy(() -> MailStore.copy(url, last.toString(), Stores.settings(), (n, o) -> { })).isInstanceOf(Unavailable.class);
        try (MailStore store = MailStore.open(last, Stores.settings())) {
            assertThat(described(store)).isEqualTo(before);
            assertThat(read(inbox(store, store.directory().accounts().get(0)), 41)).isEqualTo(large);
            assertThat(deliver(store, store.directory().accounts().get(0), message("last", 300))).isEqualTo(43);
            assertThat(store.care().verify().problems()).isEmpty();
        }
        try (MailStore store = MailStore.open(last, Stores.settings())) {
            assertThat(inbox(store, store.directory().accounts().get(0)).status().uidNext()).isEqualTo(44);
        }
    }

    /** Half a copy is no store, in either place, and the old one serves on. */
    @Test
    void copiesThatBreakOff() throws Exception {
        Path first = folder.resolve("first");
        Path half = folder.resolve("half");
        String url = TestPostgres.url(folder);
        try (MailStore store = MailStore.open(first, Stores.settings())) {
            deliver(store, Stores.accounts(store, "alice").get(0), message("message", 300));
        }
        for (String target : List.of(url, half.toString())) {
            assertThatThrownBy(() -> MailStore.copy(first.toString(), target, Stores.settings(), (n, o) -> {
                throw new IllegalStateException("broken off");
            })).hasMessage("broken off");
            assertThatThrownBy(() -> MailStore.copy(first.toString(), target, Stores.settings(), (n, o) -> { })).hasMessageContaining("was broken off");
        }
        assertThatThrownBy(() -> MailStore.open(folder.resolve("other"), Stores.settings(StoreKeys.URL, url))).hasMessageContaining("was broken off");
        assertThatThrownBy(() -> MailStore.open(half, Stores.settings())).hasMessageContaining("was broken off");
        try (MailStore store = MailStore.open(first, Stores.settings())) {
            assertThat(inbox(store, store.directory().accounts().get(0)).status().messages()).isEqualTo(1);
        }
    }

    /** All that a user could see. */
    private static Set<String> described(MailStore store) throws Exception {
        var seen = new TreeSet<String>();
        for (Account account : store.directory().accounts()) {
            for (Mailboxes.Info info : store.mailboxes(account.id()).list()) {
                Mailbox mailbox = store.mailboxes(account.id()).open(info.name());
                seen.add(account + " " + info + " " + mailbox.status());
                seen.add(info.id() + " " + mailbox.changesSince(1).expunged());
                mailbox.read(UidSet.ALL, Mailbox.Detail.STRUCTURE, m -> seen.add(m.mailboxId() + " " + m.uid() + " " + m.modSeq() + " " + m.flags() + " "
                    + m.size() + " " + m.internalDate() + " " + m.saveDate() + " " + m.id() + " " + m.structure().envelope().subject()));
            }
        }
        return seen;
    }
}
