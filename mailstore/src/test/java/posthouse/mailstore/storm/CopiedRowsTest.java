package posthouse.mailstore.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Stores;
import posthouse.mailstore.jdbc.TableDump;
import posthouse.testdb.OnPostgres;
import posthouse.testdb.TestPostgres;

/** A store with something in every table that there is goes to a PostgreSQL and back: each row comes along, whatever tables are added one day. */
@OnPostgres
class CopiedRowsTest {
    /** What says where octets are, or how far tables follow a journal: another place has its own. */
    private static final Set<String> OF_A_PLACE = Set.of("segment", "unfinished", "schema_version");

    @TempDir
    private Path folder;
    private Path first;

    @BeforeEach
    void live() throws Exception {
        first = Files.createDirectory(folder.resolve("first"));
        try (MailStore store = MailStore.open(first, Stores.settings())) {
            Storm.accounts(store);
            Storm.run(store, 1, 120, (user, deeds) -> { });
            long user = store.directory().accounts().get(0).id();
            for (Setting setting : Setting.values()) {
                setting.set(store, user, 5);
            }
            for (Deed deed : List.of(new Deed.Annotate("INBOX", "/comment", "note"), new Deed.Share("INBOX", 2, false, "lr"),
                new Setting.AddPassword("telephone"), new Sending.Queue(1, 2, "INBOX"))) {
                deed.perform(store, user);
            }
            Stores.accounts(store, "gone");
            store.directory().removeAccount(Stores.address("gone@example.org"));
        }
    }

    private static SortedMap<String, List<String>> rows(String url) throws Exception {
        SortedMap<String, List<String>> rows = TableDump.byTable(url);
        rows.keySet().removeAll(OF_A_PLACE);
        rows.computeIfPresent("body", (table, all) -> all.stream().map(row -> row.replaceAll("(segment|place|form|stored)=-?\\d+ ", "")).toList());
        rows.computeIfPresent("store_state", (table, all) -> all.stream().map(row -> row.replaceAll(" (segment|place|batch|record)=-?\\d+", "")).toList());
        return rows;
    }

    private static void copy(String from, String to) throws Exception {
        assertThat(MailStore.copy(from, to, Stores.settings(), (n, octets) -> { }).problems()).isEmpty();
    }

    private static void assertSame(SortedMap<String, List<String>> copied, SortedMap<String, List<String>> rows) {
        assertThat(copied.keySet()).isEqualTo(rows.keySet());
        rows.forEach((table, all) -> assertThat(copied.get(table)).as(table).isEqualTo(all));
    }

    @Test
    void everyRowOfEveryTableComesAlong() throws Exception {
        SortedMap<String, List<String>> rows = rows(TableDump.h2(first));
        rows.forEach((table, all) -> assertThat(all).as("rows of the table %s: a new table needs a deed of the storm", table).isNotEmpty());
        String url = TestPostgres.url(folder);
        copy(first.toString(), url);
        assertSame(rows(url), rows);
        Path last = folder.resolve("last");
        copy(url, last.toString());
        assertSame(rows(TableDump.h2(last)), rows);
    }

    @Test
    void aStoreOutOfABackupIsCopiedLikeAnyOther() throws Exception {
        Path backup = folder.resolve("backup");
        Path restored = folder.resolve("restored");
        try (MailStore store = MailStore.open(first, Stores.settings())) {
            store.care().backup(backup);
        }
        MailStore.restore(backup, restored, Stores.settings());
        String url = TestPostgres.url(folder);
        copy(restored.toString(), url);
        assertSame(rows(url), rows(TableDump.h2(restored)));
    }
}
