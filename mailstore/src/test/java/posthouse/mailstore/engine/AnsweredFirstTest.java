package posthouse.mailstore.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static posthouse.mailstore.Stores.append;
import static posthouse.mailstore.Stores.deliver;
import static posthouse.mailstore.Stores.inbox;
import static posthouse.mailstore.Stores.message;
import static posthouse.mailstore.Stores.read;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Flags;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Stores;
import posthouse.mailstore.UidSet;

/** A new message is answered when it is on disk, before its rows are in the tables: nobody may notice. */
class AnsweredFirstTest {
    private static final int EACH = 200;

    @TempDir
    Path folder;
    private MailStore store;
    private List<Account> accounts;

    @BeforeEach
    void open() throws Exception {
        store = Stores.open(folder);
        accounts = Stores.accounts(store, "alice", "bob");
    }

    @AfterEach
    void close() {
        store.close();
    }

    private interface Look {
        void at(Account account, long uid) throws Exception;
    }

    /** Three threads for each of two accounts: bigger batches than one. */
    private void deliverAndLook(Look look) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            var all = new ArrayList<Future<Void>>();
            for (int i = 0; i < 6; i++) {
                Account account = accounts.get(i % 2);
                all.add(threads.submit((Callable<Void>) () -> {
                    for (int n = 0; n < EACH; n++) {
                        look.at(account, deliver(store, account, message("m" + n, 200)));
                    }
                    return null;
                }));
            }
            for (Future<Void> each : all) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void whatIsAnsweredIsSeenByWhoeverLooksThen() throws Exception {
        deliverAndLook((account, uid) -> {
            assertThat(store.mailboxes(account.id()).open("INBOX").status().uidNext()).isGreaterThan(uid);
            Mailbox inbox = inbox(store, account);
            inbox.knownStatus().ifPresent(status -> assertThat(status.uidNext()).isGreaterThan(uid));
            assertThat(inbox.read(uid, Detail.STRUCTURE)).isNotNull();
            assertThat(inbox.changesSince(0).changed()).anyMatch(message -> message.uid() == uid);
        });
        for (Account account : accounts) {
            assertThat(inbox(store, account).status().messages()).isEqualTo(3 * EACH);
        }
    }

    @Test
    void whatIsAnsweredCanBeChangedAtOnce() throws Exception {
        deliverAndLook((account, uid) -> {
            Mailbox inbox = inbox(store, account);
            Mailbox other = store.mailboxes(account.id()).open("Archive");
            long copy = inbox.copy(UidSet.of(uid), other).targetUids()[0];
            assertThat(other.read(copy, Detail.SUMMARY).size()).isEqualTo(inbox.read(uid, Detail.SUMMARY).size());
            assertThat(inbox.expunge(UidSet.of(uid), false)).isEqualTo(UidSet.of(uid));
        });
        for (Account account : accounts) {
            assertThat(inbox(store, account).status().messages()).isZero();
            assertThat(store.mailboxes(account.id()).open("Archive").status().messages()).isEqualTo(3 * EACH);
        }
    }

    @Test
    void whoHasTheMailboxOpenSeesWhatIsAppendedThere() throws Exception {
        Mailbox inbox = inbox(store, accounts.get(0));
        try (var watching = inbox.watch(() -> { })) {
            for (int i = 1; i <= 20; i++) {
                assertThat(append(store, inbox, message("m" + i, 300), Flags.NONE)).isEqualTo(i);
                assertThat(inbox.knownStatus()).hasValueSatisfying(status -> assertThat(status.messages()).isPositive());
                assertThat(read(inbox, i)).isEqualTo(message("m" + i, 300));
            }
        }
    }
}
