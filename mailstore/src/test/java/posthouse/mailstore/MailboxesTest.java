package posthouse.mailstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static posthouse.mailstore.Stores.append;
import static posthouse.mailstore.Stores.message;
import static posthouse.mailstore.Stores.read;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Mailboxes.Info;

class MailboxesTest {

    @TempDir
    Path folder;
    private MailStore store;
    private Account alice;
    private Mailboxes mailboxes;

    @BeforeEach
    void open() throws Exception {
        store = Stores.open(folder);
        alice = Stores.accounts(store, "alice").get(0);
        mailboxes = store.mailboxes(alice.id());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void reopen() throws Exception {
        store.close();
        store = Stores.open(folder);
        mailboxes = store.mailboxes(alice.id());
    }

    private List<String> names() {
        return mailboxes.list().stream().map(Info::name).toList();
    }

    @Test
    void anAccountBeginsWithTheUsualMailboxes() {
        assertThat(names()).containsExactly("INBOX", "Archive", "Drafts", "Junk", "Sent", "Trash");
        assertThat(mailboxes.list()).allMatch(Info::subscribed);
        assertThat(mailboxes.list().get(1).uses()).containsExactly(SpecialUse.ARCHIVE);
        assertThat(mailboxes.subscriptions()).hasSize(6).contains("INBOX", "Junk");
    }

    @Test
    void createsWhatIsMissingAbove() throws Exception {
        Mailbox made = mailboxes.create("a/b/c/", Set.of());
        assertThat(made.name()).isEqualTo("a/b/c");
        assertThat(names()).contains("a", "a/b", "a/b/c");
        assertThat(made.status()).isEqualTo(new Mailbox.Status(made.uidValidity(), 1, 1, 0, 0, 0, 0));
        assertThatThrownBy(() -> mailboxes.create("a/b", Set.of())).isInstanceOf(MailboxExists.class);
        assertThatThrownBy(() -> mailboxes.create("Rubbish", Set.of(SpecialUse.TRASH))).isInstanceOf(MailboxExists.class);
        reopen();
        assertThat(names()).contains("a", "a/b", "a/b/c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/a", "a//b", "a//", "a*", "a%b", "a\u0007b", "a\u0085", "\ud800"})
    void refusesBadNames(String name) {
        assertThatThrownBy(() -> mailboxes.create(name, Set.of())).isInstanceOf(BadMailboxName.class);
        assertThat(mailboxes.find(name)).isEmpty();
    }

    @Test
    void refusesNamesThatAreTooLongOrTooDeep() throws Exception {
        mailboxes.create("x".repeat(1000), Set.of());
        mailboxes.create("a/".repeat(99) + "a", Set.of());
        assertThatThrownBy(() -> mailboxes.create("\u00e9".repeat(501), Set.of())).isInstanceOf(BadMailboxName.class);
        assertThatThrownBy(() -> mailboxes.create("a/".repeat(100) + "a", Set.of())).isInstanceOf(BadMailboxName.class);
    }

    @Test
    void namesAreNormalAndInboxIsMeantInAnyCase() throws Exception {
        mailboxes.create("Entwu\u0308rfe", Set.of());
        assertThat(mailboxes.find("Entw\u00fcrfe")).isPresent();
        assertThat(mailboxes.open("iNbOx").id()).isEqualTo(mailboxes.open("INBOX").id());
        mailboxes.create("inbox/child", Set.of());
        assertThat(names()).contains("INBOX/child");
        assertThat(mailboxes.find("Inbox/Child")).isEmpty();
        assertThat(mailboxes.find("archive")).isEmpty();
    }

    @Test
    void aDeletedMailboxIsGoneAndANewOneOfItsNameIsAnother() throws Exception {
        Mailbox first = mailboxes.create("a/b", Set.of());
        append(store, mailboxes.open("a"), message("in a", 100), Flags.NONE);
        Mailbox a = mailboxes.open("a");
        mailboxes.delete("a");
        assertThat(names()).doesNotContain("a").contains("a/b");
        assertThatThrownBy(a::status).isInstanceOf(NoSuchMailbox.class);
        assertThatThrownBy(a::index).isInstanceOf(NoSuchMailbox.class);
        assertThatThrownBy(() -> append(store, a, message("late", 100), Flags.NONE)).isInstanceOf(NoSuchMailbox.class);
        assertThat(store.mailbox(a.id())).isEmpty();
        assertThat(first.name()).isEqualTo("a/b");
        assertThat(mailboxes.usage().messages()).isZero();
        Mailbox again = mailboxes.create("a", Set.of());
        assertThat(again.uidValidity()).isGreaterThan(a.uidValidity()).isGreaterThan(first.uidValidity());
        assertThat(again.index().uids()).isEmpty();
        assertThatThrownBy(() -> mailboxes.delete("inbox")).isInstanceOf(BadMailboxName.class);
        assertThatThrownBy(() -> mailboxes.delete("nope")).isInstanceOf(NoSuchMailbox.class);
    }

    @Test
    void renamesATreeAndKeepsWhatIsInIt() throws Exception {
        Mailbox leaf = mailboxes.create("a/b/c", Set.of());
        append(store, leaf, message("kept", 100), Flags.NONE);
        mailboxes.create("ab", Set.of());
        mailboxes.rename("a", "x/y");
        assertThat(names()).contains("x", "x/y", "x/y/b", "x/y/b/c", "ab").doesNotContain("a", "a/b", "a/b/c");
        assertThat(leaf.name()).isEqualTo("x/y/b/c");
        reopen();
        assertThat(read(mailboxes.open("x/y/b/c"), 1)).isEqualTo(message("kept", 100));
        assertThat(mailboxes.open("x/y/b/c").uidValidity()).isEqualTo(leaf.uidValidity());
        assertThatThrownBy(() -> mailboxes.rename("x", "ab")).isInstanceOf(MailboxExists.class);
        assertThatThrownBy(() -> mailboxes.rename("x", "x/z")).isInstanceOf(BadMailboxName.class);
        assertThatThrownBy(() -> mailboxes.rename("nope", "z")).isInstanceOf(NoSuchMailbox.class);
    }

    @Test
    void renamingInboxMovesItsMessages() throws Exception {
        Mailbox inbox = mailboxes.open("INBOX");
        mailboxes.create("INBOX/child", Set.of());
        append(store, inbox, message("1", 100), Flags.NONE);
        append(store, inbox, message("2", 200), Flags.of(Flags.System.SEEN));
        inbox.index();
        mailboxes.rename("INBOX", "old/mail");
        for (int round = 0; round < 2; round++) {
            assertThat(mailboxes.open("INBOX").status().messages()).isZero();
            assertThat(mailboxes.open("INBOX").status().uidNext()).isEqualTo(3);
            Mailbox moved = mailboxes.open("old/mail");
            assertThat(moved.index().uids()).containsExactly(1, 2);
            assertThat(moved.status().unseen()).isEqualTo(1);
            assertThat(read(moved, 2)).isEqualTo(message("2", 200));
            assertThat(names()).contains("INBOX/child", "old");
            reopen();
        }
    }

    @Test
    void subscriptionsOutliveMailboxes() throws Exception {
        mailboxes.subscribe("not there");
        mailboxes.unsubscribe("Junk");
        mailboxes.unsubscribe("never was");
        mailboxes.delete("Trash");
        reopen();
        assertThat(mailboxes.subscriptions()).contains("not there", "Trash").doesNotContain("Junk");
        assertThat(mailboxes.list().stream().filter(m -> m.name().equals("Junk")).findFirst().orElseThrow().subscribed()).isFalse();
    }
}
