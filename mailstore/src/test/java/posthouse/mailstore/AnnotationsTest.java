package posthouse.mailstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.mailstore.Annotations.Annotation;
import posthouse.mailstore.Directory.Account;

class AnnotationsTest {

    @TempDir
    Path folder;
    private MailStore store;
    private Account alice;
    private Account bob;
    private Mailbox inbox;

    @BeforeEach
    void open() throws Exception {
        store = Stores.open(folder);
        List<Account> accounts = Stores.accounts(store, "alice", "bob");
        alice = accounts.get(0);
        bob = accounts.get(1);
        inbox = Stores.inbox(store, alice);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void reopen() throws Exception {
        store.close();
        store = Stores.open(folder);
    }

    private void set(long mailbox, long account, String name, String value) throws StoreException {
        store.annotations().set(mailbox, List.of(new Annotation(account, name, value == null ? null : Stores.octets(value))));
    }

    private Map<String, byte[]> read(long mailbox, long account) throws StoreException {
        return store.annotations().read(mailbox, account);
    }

    @Test
    void areKeptByPlaceAndAccount() throws Exception {
        set(inbox.id(), alice.id(), "/comment", "hers");
        set(inbox.id(), Annotations.SHARED, "/comment", "everyone's");
        set(Annotations.SERVER, alice.id(), "/comment", "of the server");
        reopen();
        assertThat(read(inbox.id(), alice.id())).containsOnly(Map.entry("/comment", Stores.octets("hers")));
        assertThat(read(inbox.id(), Annotations.SHARED).get("/comment")).isEqualTo(Stores.octets("everyone's"));
        assertThat(read(Annotations.SERVER, alice.id()).get("/comment")).isEqualTo(Stores.octets("of the server"));
        assertThat(read(inbox.id(), bob.id())).isEmpty();
        set(inbox.id(), alice.id(), "/comment", "another");
        assertThat(read(inbox.id(), alice.id()).get("/comment")).isEqualTo(Stores.octets("another"));
        set(inbox.id(), alice.id(), "/comment", null);
        assertThat(read(inbox.id(), alice.id())).isEmpty();
    }

    @Test
    void areBoundedAndSetAllOrNone() throws Exception {
        var many = new ArrayList<Annotation>();
        for (int i = 0; i <= Annotations.MOST; i++) {
            many.add(new Annotation(alice.id(), "/a/" + i, new byte[1]));
        }
        assertThatThrownBy(() -> store.annotations().set(inbox.id(), many)).isInstanceOf(TooManyAnnotations.class);
        assertThat(read(inbox.id(), alice.id())).isEmpty();
        store.annotations().set(inbox.id(), many.subList(0, Annotations.MOST));
        assertThat(read(inbox.id(), alice.id())).hasSize(Annotations.MOST);
    }

    @Test
    void goWithTheirMailbox() throws Exception {
        Mailbox other = store.mailboxes(alice.id()).create("Other", Set.of());
        set(other.id(), alice.id(), "/comment", "x");
        store.mailboxes(alice.id()).grant(other.id(), new Grant(bob.id(), false, "lr"));
        store.mailboxes(alice.id()).delete("Other");
        assertThat(read(other.id(), alice.id())).isEmpty();
        assertThat(store.sharedWith(bob.id())).isEmpty();
        assertThatThrownBy(() -> set(other.id(), alice.id(), "/comment", "x")).isInstanceOf(NoSuchMailbox.class);
    }

    @Test
    void mailboxesAreSharedByGrants() throws Exception {
        Mailboxes mailboxes = store.mailboxes(alice.id());
        mailboxes.grant(inbox.id(), new Grant(bob.id(), false, "lrs"));
        mailboxes.grant(inbox.id(), new Grant(bob.id(), true, "s"));
        mailboxes.grant(inbox.id(), new Grant(Grant.ANYONE, false, "l"));
        reopen();
        mailboxes = store.mailboxes(alice.id());
        assertThat(mailboxes.grants(inbox.id())).containsExactly(new Grant(Grant.ANYONE, false, "l"), new Grant(bob.id(), false, "lrs"),
            new Grant(bob.id(), true, "s"));
        assertThat(store.sharedWith(bob.id())).isEqualTo(Map.of(alice.id(), Set.of(inbox.id())));
        assertThat(store.sharedWith(alice.id())).isEmpty();
        mailboxes.grant(inbox.id(), new Grant(bob.id(), false, ""));
        mailboxes.grant(inbox.id(), new Grant(Grant.ANYONE, false, ""));
        assertThat(mailboxes.grants(inbox.id())).containsExactly(new Grant(bob.id(), true, "s"));
        assertThat(store.sharedWith(bob.id())).isEmpty();
    }
}
