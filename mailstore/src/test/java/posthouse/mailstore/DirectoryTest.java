package posthouse.mailstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static posthouse.mailstore.Stores.address;
import static posthouse.mailstore.Stores.domain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.common.address.EmailAddress;
import posthouse.common.config.CommonKeys;
import posthouse.common.sasl.ScramHash;
import posthouse.common.sasl.ScramKeys;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Directory.Alias;
import posthouse.mailstore.Directory.NewAccount;
import posthouse.mailstore.Directory.Resolution;

class DirectoryTest {

    @TempDir
    Path folder;
    private MailStore store;
    private Directory directory;

    @BeforeEach
    void open() throws Exception {
        store = Stores.open(folder);
        directory = store.directory();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void reopen(Object... keysAndValues) throws Exception {
        store.close();
        store = Stores.open(folder, keysAndValues);
        directory = store.directory();
    }

    /** Names of accounts and addresses elsewhere, with the detail behind a slash. */
    private String resolve(String address) {
        Resolution resolution = directory.resolve(address(address));
        if (!(resolution instanceof Resolution.Found found)) {
            return resolution.getClass().getSimpleName();
        }
        var names = new ArrayList<>(found.accounts().stream().map(a -> a.address().localPart()).toList());
        found.elsewhere().forEach(a -> names.add(a.toString()));
        return String.join(" ", names) + (found.detail() == null ? "" : "/" + found.detail());
    }

    private void alias(String localPart, String... targets) throws Exception {
        directory.setAlias(new Alias(localPart, domain("example.org"), Stream.of(targets).map(Stores::address).toList()));
    }

    @Test
    void resolvesInTheOrderThatIsPromised() throws Exception {
        Stores.accounts(store, "alice", "bob", "bob+lists");
        alias("sales", "alice@example.org", "bob@example.org", "Carol@elsewhere.net");
        alias("all", "sales@example.org", "alice@example.org", "all@example.org");
        for (int round = 0; round < 2; round++) {
            assertThat(resolve("ALICE@Example.Org")).isEqualTo("alice");
            assertThat(resolve("alice+news@example.org")).isEqualTo("alice/news");
            assertThat(resolve("bob+lists@example.org")).isEqualTo("bob+lists");
            assertThat(resolve("sales@example.org")).isEqualTo("alice bob Carol@elsewhere.net");
            assertThat(resolve("sales+x@example.org")).isEqualTo("alice bob Carol@elsewhere.net/x");
            assertThat(resolve("all@example.org")).isEqualTo("alice bob Carol@elsewhere.net");
            assertThat(resolve("postmaster@example.org")).isEqualTo("alice");
            assertThat(resolve("abuse@example.org")).isEqualTo("alice");
            assertThat(resolve("nobody@example.org")).isEqualTo("NoSuchUser");
            assertThat(resolve("alice@example.net")).isEqualTo("NotLocal");
            reopen();
        }
        directory.setAlias(new Alias(null, domain("example.org"), List.of(address("bob+caught@example.org"))));
        assertThat(resolve("nobody@example.org")).isEqualTo("bob");
        assertThat(resolve("abuse@example.org")).isEqualTo("alice");
        directory.removeAlias(new Alias(null, domain("example.org"), List.of()));
        assertThat(resolve("nobody@example.org")).isEqualTo("NoSuchUser");
    }

    @Test
    void anAliasThatLeadsNowhereIsNobody() throws Exception {
        Stores.accounts(store, "alice");
        alias("loop", "pool@example.org");
        alias("pool", "loop@example.org");
        assertThat(resolve("loop@example.org")).isEqualTo("NoSuchUser");
    }

    @Test
    void aDomainSaysWhoItsPostmasterIs() throws Exception {
        Stores.accounts(store, "alice", "bob");
        directory.addDomain(domain("example.net"), Optional.of(address("bob@example.org")));
        assertThat(resolve("postmaster@example.net")).isEqualTo("bob");
        assertThat(directory.domains()).extracting(d -> d.postmaster().map(EmailAddress::toString).orElse("")).containsExactly("bob@example.org",
            "alice@example.org");
        assertThatThrownBy(() -> directory.addDomain(domain("EXAMPLE.net"), Optional.empty())).isInstanceOf(AlreadyExists.class);
        assertThatThrownBy(() -> directory.removeDomain(domain("example.org"))).isInstanceOf(AlreadyExists.class)
            .hasMessageContaining("alice@example.org");
        directory.removeDomain(domain("example.net"));
        assertThatThrownBy(() -> directory.removeDomain(domain("example.net"))).isInstanceOf(NoSuchDomain.class);
    }

    @Test
    void accountsAreMadeAllOrNone() throws Exception {
        Stores.accounts(store, "alice");
        assertThatThrownBy(() -> Stores.accounts(store, "bob", "Alice")).isInstanceOf(AlreadyExists.class);
        assertThatThrownBy(() -> Stores.accounts(store, "bob", "bob")).isInstanceOf(AlreadyExists.class);
        assertThatThrownBy(() -> directory.addAccounts(List.of(new NewAccount(address("bob@example.net"), List.of()))))
            .isInstanceOf(NoSuchDomain.class);
        assertThat(directory.accounts()).extracting(a -> a.address().toString()).containsExactly("alice@example.org");
        assertThat(Stores.accounts(store, "bob").get(0).id()).isEqualTo(2);
    }

    @Test
    void aRemovedAccountLeavesNothing() throws Exception {
        Account alice = Stores.accounts(store, "alice").get(0);
        Stores.deliver(store, alice, Stores.message("hello", 100));
        Mailbox inbox = Stores.inbox(store, alice);
        directory.removeAccount(address("alice@example.org"));
        assertThat(resolve("alice@example.org")).isEqualTo("NoSuchUser");
        assertThat(directory.find("alice")).isEmpty();
        assertThat(store.mailboxes(alice.id()).list()).isEmpty();
        assertThatThrownBy(inbox::status).isInstanceOf(NoSuchMailbox.class);
        assertThatThrownBy(() -> directory.removeAccount(address("alice@example.org"))).isInstanceOf(NoSuchAccount.class);
        Account again = Stores.accounts(store, "alice").get(0);
        assertThat(again.id()).isGreaterThan(alice.id());
        assertThat(Stores.inbox(store, again).uidValidity()).isGreaterThan(inbox.uidValidity());
        assertThat(Stores.inbox(store, again).status().messages()).isZero();
    }

    @Test
    void findsLoginsWithAndWithoutTheirDomain() throws Exception {
        Stores.accounts(store, "alice");
        assertThat(directory.find("Alice@example.org")).hasValueSatisfying(l -> assertThat(l.identity()).isEqualTo("alice@example.org"));
        assertThat(directory.find("alice")).isPresent();
        assertThat(directory.find("alice+x")).isEmpty();
        assertThat(directory.find("")).isEmpty();
        assertThat(directory.find("@")).isEmpty();
        directory.addDomain(domain("example.net"), Optional.empty());
        assertThat(directory.find("alice")).isEmpty();
        reopen(CommonKeys.DEFAULT_DOMAIN, "example.org");
        assertThat(directory.find("alice")).isPresent();
    }

    @Test
    void keysAndLimitsAreKept() throws Exception {
        Stores.accounts(store, "alice");
        directory.setKeys(address("alice@example.org"), List.of(new ScramKeys(ScramHash.SHA_1, new byte[] {1}, 5000, new byte[] {2}, new byte[] {3}),
            new ScramKeys(ScramHash.SHA_512, new byte[] {4}, 6000, new byte[] {5}, new byte[] {6})));
        directory.setQuota(address("alice@example.org"), 12345, 67);
        reopen();
        var login = directory.find("alice").orElseThrow();
        assertThat(login.keys()).hasSize(2);
        assertThat(login.keys(ScramHash.SHA_512).orElseThrow().iterations()).isEqualTo(6000);
        assertThat(login.keys(ScramHash.SHA_1).orElseThrow().serverKey()).containsExactly(3);
        assertThat(directory.account(address("alice@example.org"))).hasValueSatisfying(a -> {
            assertThat(a.quotaOctets()).isEqualTo(12345);
            assertThat(a.quotaMessages()).isEqualTo(67);
        });
    }

    @Test
    void aliasesAreListedReplacedAndRemoved() throws Exception {
        Stores.accounts(store, "alice");
        alias("Info", "alice@example.org");
        alias("info", "bob@example.org", "alice@example.org");
        assertThat(directory.aliases()).hasSize(1);
        assertThat(directory.aliases().get(0).targets()).hasSize(2);
        assertThatThrownBy(() -> alias("alice", "bob@example.org")).isInstanceOf(AlreadyExists.class);
        assertThatThrownBy(() -> directory.setAlias(new Alias("x", domain("example.net"), List.of()))).isInstanceOf(NoSuchDomain.class);
        directory.removeAlias(directory.aliases().get(0));
        assertThat(directory.aliases()).isEmpty();
        assertThatThrownBy(() -> directory.removeAlias(new Alias("info", domain("example.org"), List.of()))).isInstanceOf(NoSuchAccount.class);
    }
}
