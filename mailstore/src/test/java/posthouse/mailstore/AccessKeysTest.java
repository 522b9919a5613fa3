package posthouse.mailstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.mailstore.Directory.Account;

class AccessKeysTest {

    @TempDir
    Path folder;
    private MailStore store;
    private long alice;
    private long bob;
    private long inbox;
    private long drafts;

    @BeforeEach
    void open() throws Exception {
        store = Stores.open(folder);
        List<Account> accounts = Stores.accounts(store, "alice", "bob");
        alice = accounts.get(0).id();
        bob = accounts.get(1).id();
        inbox = Stores.inbox(store, accounts.get(0)).id();
        drafts = store.mailboxes(alice).find("Drafts").orElseThrow().id();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private byte[] key(long account, long mailbox) throws StoreException {
        return store.accessKeys().find(account, mailbox).orElseThrow();
    }

    @Test
    void areMadeOnceAndDifferByAccountAndMailbox() throws Exception {
        assertThat(store.accessKeys().find(alice, inbox)).isEmpty();
        byte[] made = store.accessKeys().make(alice, inbox);
        assertThat(made).hasSize(32);
        store.close();
        store = Stores.open(folder);
        assertThat(key(alice, inbox)).isEqualTo(made);
        assertThat(store.accessKeys().make(alice, inbox)).isEqualTo(made);
        assertThat(key(alice, drafts)).isNotEqualTo(made);
        assertThat(store.accessKeys().make(bob, inbox)).isNotEqualTo(made);
    }

    @Test
    void areResetForOneMailboxOrForAll() throws Exception {
        byte[] ofInbox = store.accessKeys().make(alice, inbox);
        byte[] ofDrafts = key(alice, drafts);
        byte[] ofBob = store.accessKeys().make(bob, inbox);
        store.accessKeys().reset(alice, inbox);
        byte[] next = key(alice, inbox);
        assertThat(next).isNotEqualTo(ofInbox);
        assertThat(key(alice, drafts)).isEqualTo(ofDrafts);
        store.accessKeys().reset(alice);
        assertThat(key(alice, inbox)).isNotEqualTo(next);
        assertThat(key(alice, drafts)).isNotEqualTo(ofDrafts);
        assertThat(key(bob, inbox)).isEqualTo(ofBob);
        store.mailboxes(alice).delete("Drafts");
        assertThatThrownBy(() -> store.accessKeys().reset(alice, drafts)).isInstanceOf(NoSuchMailbox.class);
    }

    @Test
    void whoeverComesFirstMakesTheOnlyOne() throws Exception {
        var threads = Executors.newFixedThreadPool(4);
        try {
            var makers = new ArrayList<Callable<String>>();
            for (int i = 0; i < 8; i++) {
                makers.add(() -> HexFormat.of().formatHex(store.accessKeys().make(alice, inbox)));
            }
            var keys = new HashSet<String>();
            for (var made : threads.invokeAll(makers)) {
                keys.add(made.get());
            }
            assertThat(keys).isEqualTo(Set.of(HexFormat.of().formatHex(key(alice, inbox))));
        } finally {
            threads.shutdown();
        }
    }
}
