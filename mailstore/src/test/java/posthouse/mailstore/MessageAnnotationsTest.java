package posthouse.mailstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static posthouse.mailstore.Stores.deliver;
import static posthouse.mailstore.Stores.message;
import static posthouse.mailstore.Stores.octets;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.mailstore.Annotations.Annotation;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Mailbox.NewMessage;
import posthouse.mailstore.Mailbox.Stored;
import posthouse.mailstore.jdbc.TableDump;

/** Annotations of messages: whose they are, how they go along with their messages, and that the journal makes them again. */
class MessageAnnotationsTest {
    private static final OptionalLong WHATEVER = OptionalLong.empty();
    private static final FlagChange DELETED = new FlagChange(FlagChange.Kind.ADD, Flags.of(Flags.System.DELETED));

    @TempDir
    Path folder;
    private MailStore store;
    private Account alice;
    private Account bob;
    private Mailbox inbox;
    private Mailbox other;

    @BeforeEach
    void open() throws Exception {
        store = Stores.open(folder);
        List<Account> accounts = Stores.accounts(store, "alice", "bob");
        alice = accounts.get(0);
        bob = accounts.get(1);
        inbox = Stores.inbox(store, alice);
        other = store.mailboxes(alice.id()).create("Other", Set.of());
        for (int i = 1; i <= 4; i++) {
            deliver(store, alice, message("m" + i, 200));
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Closes the store, and compares its tables with those that the journal alone makes. */
    private void checkTables() throws Exception {
        assertThat(store.care().verify().problems()).isEmpty();
        store.close();
        List<String> tables = TableDump.of(folder);
        TableDump.forget(folder);
        store = Stores.open(folder);
        store.close();
        assertThat(TableDump.of(folder)).isEqualTo(tables);
        store = Stores.open(folder);
        inbox = Stores.inbox(store, alice);
        other = store.mailboxes(alice.id()).open("Other");
    }

    private static Annotation of(long account, String name, String value) {
        return new Annotation(account, name, value == null ? null : octets(value));
    }

    private Stored set(Mailbox mailbox, UidSet uids, Annotation... annotations) throws StoreException {
        return mailbox.annotations().set(uids, List.of(annotations), WHATEVER);
    }

    /** As text, those of one account and everyone's. */
    private static List<String> read(Mailbox mailbox, long account) throws StoreException {
        var found = new ArrayList<String>();
        long next = 1;
        while (next <= 0xffffffffL) {
            MessageAnnotations.Some some = mailbox.annotations().read(next, 0xffffffffL, account);
            some.annotations().forEach(a -> found.add(a.uid() + " " + a.account() + a.name() + "=" + new String(a.value(), StandardCharsets.UTF_8)));
            next = some.last() + 1;
        }
        return found;
    }

    @Test
    void areSetAndTakenAway() throws Exception {
        assertThat(inbox.annotations().changedAt()).isZero();
        long before = inbox.status().highestModSeq();
        Stored stored = set(inbox, UidSet.of(1, 3), of(alice.id(), "/comment", "hers"), of(0, "/comment", "everyone's"));
        assertThat(stored.changed()).extracting(Message::uid).containsExactly(1L, 3L);
        assertThat(inbox.status().highestModSeq()).isEqualTo(before + 1).isEqualTo(stored.highestModSeq()).isEqualTo(inbox.annotations().changedAt());
        assertThat(inbox.changesSince(before).changed()).extracting(Message::uid).containsExactly(1L, 3L);
        assertThat(read(inbox, alice.id())).containsExactly("1 0/comment=everyone's", "1 " + alice.id() + "/comment=hers", "3 0/comment=everyone's",
            "3 " + alice.id() + "/comment=hers");
        assertThat(read(inbox, bob.id())).containsExactly("1 0/comment=everyone's", "3 0/comment=everyone's");
        checkTables();
        set(inbox, UidSet.of(1), of(0, "/comment", null), of(0, "/comment", "again"), of(alice.id(), "/comment", null));
        assertThat(read(inbox, alice.id())).containsExactly("1 0/comment=again", "3 0/comment=everyone's", "3 " + alice.id() + "/comment=hers");
        assertThat(inbox.annotations().changedSince(before + 1, UidSet.ALL, alice.id())).extracting(c -> c.uid() + c.name())
            .containsExactly("1/comment", "1/comment");
        assertThat(inbox.annotations().changedSince(before, UidSet.of(3), bob.id())).hasSize(1);
        checkTables();
    }

    @Test
    void whatIsThereAlreadyChangesNothing() throws Exception {
        set(inbox, UidSet.of(1, 2), of(0, "/comment", "x"));
        long before = inbox.status().highestModSeq();
        assertThat(set(inbox, UidSet.ALL, of(0, "/comment", "x")).changed()).extracting(Message::uid).containsExactly(3L, 4L);
        assertThat(set(inbox, UidSet.ALL, of(0, "/comment", "x")).changed()).isEmpty();
        assertThat(set(inbox, UidSet.ALL, of(0, "/nothing", null)).changed()).isEmpty();
        assertThat(inbox.status().highestModSeq()).isEqualTo(before + 1);
        Stored refused = inbox.annotations().set(UidSet.ALL, List.of(of(0, "/comment", "y")), OptionalLong.of(before));
        assertThat(refused.refused()).isEqualTo(UidSet.of(3, 4));
        assertThat(refused.changed()).extracting(Message::uid).containsExactly(1L, 2L);
    }

    @Test
    void areBounded() throws Exception {
        var many = new ArrayList<Annotation>();
        for (int i = 0; i <= MessageAnnotations.MOST; i++) {
            many.add(of(0, "/vendor/test/" + i, "x"));
        }
        assertThatThrownBy(() -> inbox.annotations().set(UidSet.of(1), many, WHATEVER)).isInstanceOf(TooManyAnnotations.class);
        assertThat(read(inbox, alice.id())).isEmpty();
        inbox.annotations().set(UidSet.of(1), many.subList(0, MessageAnnotations.MOST), WHATEVER);
        assertThatThrownBy(() -> set(inbox, UidSet.ALL, of(0, "/one/more", "x"))).isInstanceOf(TooManyAnnotations.class);
        set(inbox, UidSet.of(1), of(alice.id(), "/one/more", "x"), of(0, "/vendor/test/7", "y"));
        String large = "x".repeat(MessageAnnotations.MAX_VALUE);
        for (int i = 0; i < MessageAnnotations.MAX_ALL / MessageAnnotations.MAX_VALUE; i++) {
            set(inbox, UidSet.of(2, 3), of(0, "/large/" + i, large));
        }
        assertThatThrownBy(() -> set(inbox, UidSet.of(3), of(0, "/drop", "x"))).isInstanceOf(TooManyAnnotations.class);
        for (int i = 0; i < 5; i++) { // which there were is not remembered for ever
            var some = new ArrayList<Annotation>();
            for (int j = 0; j < MessageAnnotations.MOST; j++) {
                some.add(of(0, "/n" + i + "/" + j, "x"));
            }
            inbox.annotations().set(UidSet.of(4), some, WHATEVER);
            some.replaceAll(a -> of(0, a.name(), null));
            inbox.annotations().set(UidSet.of(4), some, WHATEVER);
        }
        assertThat(inbox.annotations().changedSince(0, UidSet.of(4), alice.id())).hasSizeLessThan(350);
        assertThat(read(inbox, alice.id())).hasSize(101 + 16);
        checkTables();
    }

    @Test
    void goAlongWithCopies() throws Exception {
        set(inbox, UidSet.of(1, 2), of(0, "/comment", "shared"), of(alice.id(), "/comment", "hers"), of(bob.id(), "/comment", "his"));
        set(inbox, UidSet.of(2), of(bob.id(), "/comment", null));
        inbox.copy(UidSet.ALL, other);
        assertThat(read(other, bob.id())).containsExactly("1 0/comment=shared", "2 0/comment=shared");
        assertThat(read(other, alice.id())).hasSize(4);
        inbox.copy(UidSet.of(1), other, Set.of(bob.id()));
        assertThat(read(other, bob.id())).endsWith("5 " + bob.id() + "/comment=his").hasSize(3);
        inbox.copy(UidSet.of(1), other, Set.of());
        inbox.move(UidSet.of(1), other);
        inbox.move(UidSet.of(2), other, Set.of());
        assertThat(read(inbox, alice.id())).isEmpty();
        assertThat(read(other, alice.id())).endsWith("7 0/comment=shared", "7 " + alice.id() + "/comment=hers").hasSize(6);
        assertThat(other.annotations().changedAt()).isPositive();
        checkTables();
    }

    @Test
    void newMessagesHaveThemAtOnce() throws Exception {
        try (Incoming one = Stores.incoming(store, message("a", 100)); Incoming two = Stores.incoming(store, message("b", 100));
            Incoming three = Stores.incoming(store, message("c", 100))) {
            other.append(List.of(new NewMessage(one, Flags.NONE, null, java.time.ZoneOffset.UTC, List.of(of(0, "/comment", "one"), of(0, "/none", null))),
                new NewMessage(two, Flags.NONE, null)));
            inbox.replace(1, new NewMessage(three, Flags.NONE, null, java.time.ZoneOffset.UTC, List.of(of(alice.id(), "/comment", "three"))), other);
        }
        assertThat(read(other, alice.id())).containsExactly("1 0/comment=one", "3 " + alice.id() + "/comment=three");
        checkTables();
    }

    @Test
    void comeBackWithTheirMessages() throws Exception {
        set(inbox, UidSet.ALL, of(0, "/comment", "x"), of(bob.id(), "/comment", "his"));
        inbox.store(UidSet.of(2), DELETED, WHATEVER);
        inbox.expunge(UidSet.of(1, 2), false);
        assertThat(read(inbox, 0)).containsExactly("3 0/comment=x", "4 0/comment=x");
        store.removed().restoreMessages(alice.id(), inbox.id(), "INBOX", UidSet.of(2));
        assertThat(read(inbox, bob.id())).endsWith("5 0/comment=x", "5 " + bob.id() + "/comment=his").hasSize(6);
        inbox.move(UidSet.of(3), other);
        store.mailboxes(alice.id()).delete("Other");
        store.removed().restoreMailbox(store.removed().mailboxes(alice.id()).get(0), alice.id());
        other = store.mailboxes(alice.id()).open("Other");
        assertThat(read(other, 0)).containsExactly("1 0/comment=x");
        assertThat(other.annotations().changedAt()).isPositive();
        checkTables();
        store.directory().purgeAccount(bob.address());
        assertThat(read(inbox, bob.id())).containsExactly("4 0/comment=x", "5 0/comment=x");
        checkTables();
    }

    @Test
    void theInboxTakesThemAlongWhenItIsRenamed() throws Exception {
        set(inbox, UidSet.of(2), of(bob.id(), "/comment", "his"));
        store.mailboxes(alice.id()).rename("INBOX", "Before");
        assertThat(read(store.mailboxes(alice.id()).open("Before"), bob.id())).containsExactly("2 " + bob.id() + "/comment=his");
        assertThat(read(inbox, bob.id())).isEmpty();
        checkTables();
    }

    @Test
    void manyMessagesAreAnnotatedInPieces() throws Exception {
        var messages = new ArrayList<NewMessage>();
        for (int i = 0; i < 1500; i++) {
            messages.add(new NewMessage(Stores.incoming(store, message("m" + i, 100)), Flags.NONE, null));
        }
        other.append(messages);
        messages.forEach(m -> m.octets().close());
        set(other, UidSet.ALL, of(0, "/comment", "many"), of(alice.id(), "/altsubject", "x".repeat(300)));
        assertThat(read(other, alice.id())).hasSize(3000);
        other.copy(UidSet.ALL, inbox);
        assertThat(read(inbox, alice.id())).hasSize(3000);
        other.move(UidSet.ALL, inbox);
        assertThat(read(inbox, alice.id())).hasSize(6000);
        assertThat(read(other, alice.id())).isEmpty();
        checkTables();
    }

    @Test
    void whatIsGoneForGoodLeavesNothing() throws Exception {
        store.close();
        store = Stores.open(folder, StoreKeys.UNDELETE, 0L);
        inbox = Stores.inbox(store, alice);
        other = store.mailboxes(alice.id()).open("Other");
        set(inbox, UidSet.ALL, of(0, "/comment", "x"));
        inbox.expunge(UidSet.of(1, 2), false);
        inbox.copy(UidSet.ALL, other);
        store.mailboxes(alice.id()).delete("Other");
        assertThat(store.care().verify().problems()).isEmpty();
        assertThat(read(inbox, 0)).hasSize(2);
        inbox.expunge(UidSet.ALL, false);
        store.close();
        assertThat(TableDump.of(folder)).noneMatch(row -> row.startsWith("message_annotation"));
        store = Stores.open(folder);
    }
}
