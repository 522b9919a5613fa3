package posthouse.mailstore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static posthouse.mailstore.Stores.deliver;
import static posthouse.mailstore.Stores.inbox;
import static posthouse.mailstore.Stores.message;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.FlagChange;
import posthouse.mailstore.Flags;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.OutOfSpace;
import posthouse.mailstore.StoreKeys;
import posthouse.mailstore.Stores;
import posthouse.mailstore.UidSet;
import posthouse.testdb.OnPostgres;
import posthouse.testdb.TestPostgres;

/** A PostgreSQL whose disk is full: it says so to whatever changes messages, until the reserve is given back. */
@OnPostgres
class FullDatabaseTest {
    private static final FlagChange SEEN = new FlagChange(FlagChange.Kind.ADD, Flags.of(Flags.System.SEEN));
    private static final long RESERVE = 3L << 20;

    @TempDir
    private Path folder;

    @Test
    void whatAddsNothingGoesOnWithTheReserve() throws Exception {
        String url = TestPostgres.url(folder);
        try (MailStore store = Stores.open(folder, StoreKeys.URL, url, StoreKeys.RESERVE, RESERVE); Connection database = DriverManager.getConnection(url);
            Statement statement = database.createStatement()) {
            Account alice = Stores.accounts(store, "alice").get(0);
            Mailbox inbox = inbox(store, alice);
            for (int i = 0; i < 5; i++) {
                deliver(store, alice, message("m" + i, 700));
            }
            await().until(() -> reserve(statement) >= RESERVE);
            statement.execute("create function full_disk() returns trigger language plpgsql as $$ begin "
                + "if pg_relation_size('postgresql_reserve') > 0 or tg_op = 'INSERT' then raise 'no space left on device' using errcode = '53100'; end if; "
                + "return case when tg_op = 'DELETE' then old else new end; end $$");
            statement.execute("create trigger full_disk before insert or update or delete on message for each row execute function full_disk()");

            assertThat(inbox.store(UidSet.ALL, SEEN, OptionalLong.empty()).changed()).hasSize(5);
            assertThat(reserve(statement)).isZero();
            assertThatThrownBy(() -> deliver(store, alice, message("more", 700))).isInstanceOf(OutOfSpace.class);
            assertThat(inbox.expunge(UidSet.of(1), false).count()).isEqualTo(1);
            store.mailboxes(alice.id()).create("new", Set.of());

            statement.execute("drop trigger full_disk on message");
            statement.execute("drop function full_disk");
            await().atMost(Duration.ofSeconds(60)).until(() -> reserve(statement) >= RESERVE);
            await().ignoreExceptions().until(() -> deliver(store, alice, message("more", 700)) > 5);
            assertThat(store.care().verify().problems()).isEmpty();
        }
    }

    private static long reserve(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select pg_relation_size('postgresql_reserve')")) {
            row.next();
            return row.getLong(1);
        }
    }
}
