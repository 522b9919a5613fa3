package posthouse.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.common.address.Domain;
import posthouse.common.address.EmailAddress;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Directory.NewAccount;
import posthouse.mailstore.FlagChange;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Incoming;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Mailbox.NewMessage;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.Message;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.UidSet;
import posthouse.testkit.TestSettings;

/** Maildirs and mbox files, in and out: nothing is lost on the way, and nothing comes twice. */
class TransfersTest {
    private static final Flags SEEN_AND_LABEL = Flags.of(Set.of(Flags.System.SEEN, Flags.System.FLAGGED), List.of("$Forwarded", "Label"));

    @TempDir
    Path folder;
    private MailStore store;
    private Account alice;
    private Account bob;

    @BeforeEach
    void open() throws Exception {
        store = MailStore.open(folder.resolve("data"), TestSettings.of());
        store.directory().addDomain(Domain.parse("example.org"), Optional.empty());
        alice = store.directory().addAccounts(List.of(new NewAccount(EmailAddress.parse("alice@example.org"), List.of()))).get(0);
        bob = store.directory().addAccounts(List.of(new NewAccount(EmailAddress.parse("bob@example.org"), List.of()))).get(0);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private List<String> importFiles(Account account, Path path) throws Exception {
        return new Transfers(store).importFiles(account, path, Optional.empty(), Progress.NONE);
    }

    private void append(Account account, String mailbox, String text, Flags flags, Instant date) throws Exception {
        append(account, mailbox, text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8), flags, date);
    }

    private void append(Account account, String mailbox, byte[] octets, Flags flags, Instant date) throws Exception {
        Mailboxes mailboxes = store.mailboxes(account.id());
        Mailbox target = mailboxes.find(mailbox).isPresent() ? mailboxes.open(mailbox) : mailboxes.create(mailbox, Set.of());
        try (Incoming incoming = store.incoming()) {
            incoming.write(octets, 0, octets.length);
            target.append(List.of(new NewMessage(incoming, flags, date)));
        }
    }

    private record Seen(String mailbox, Flags flags, Instant date, String octets) {
    }

    private List<Seen> all(Account account) throws Exception {
        var seen = new ArrayList<Seen>();
        for (Mailboxes.Info info : store.mailboxes(account.id()).list()) {
            Mailbox mailbox = store.mailboxes(account.id()).open(info.name());
            var messages = new ArrayList<Message>();
            mailbox.read(UidSet.ALL, Detail.SUMMARY, messages::add);
            for (Message message : messages) {
                seen.add(new Seen(info.name(), message.flags(), message.internalDate(), octets(mailbox, message)));
            }
        }
        return seen;
    }

    private static String octets(Mailbox mailbox, Message message) throws Exception {
        try (MessageBody body = mailbox.body(message)) {
            var octets = new byte[(int) body.size()];
            assertThat(body.read(0, octets, 0, octets.length)).isEqualTo(octets.length);
            return new String(octets, StandardCharsets.ISO_8859_1);
        }
    }

    private void fill() throws Exception {
        append(alice, "INBOX", "Subject: 1\nMessage-ID: <1@x>\n\nFrom here\n>From there\n>>From nowhere\n\nFrom a b c 10:00:00 2026\n", SEEN_AND_LABEL,
            Instant.ofEpochSecond(1_700_000_000));
        append(alice, "INBOX", "Subject: 2\n\nno line end", Flags.NONE, Instant.ofEpochSecond(1_700_000_001));
        append(alice, "Work/2026.q1", "Subject: 3\n\nbody\n\n\n", Flags.of(Flags.System.DRAFT, Flags.System.ANSWERED), Instant.ofEpochSecond(1_700_000_002));
        append(alice, "Entwürfe & Ideen", "Subject: 4\n\n", Flags.of(Flags.System.DELETED), Instant.ofEpochSecond(1_700_000_003));
        append(alice, "Work", "Subject: 5\n\n.\n..\n\u00e9\n", Flags.NONE, Instant.ofEpochSecond(-1_000));
    }

    @Test
    void aMaildirGoesOutAndComesBackAsItWas() throws Exception {
        fill();
        append(alice, "Work", "Subject: bare\r\n\r\na bare \n LF\r\n".getBytes(StandardCharsets.UTF_8), Flags.NONE, Instant.ofEpochSecond(5));
        Path maildir = folder.resolve("Maildir");
        var transfers = new Transfers(store);
        assertThat(transfers.export(alice, maildir, false, Progress.NONE)).containsExactly("exported 6 messages to " + maildir);
        assertThat(maildir.resolve(".Work.2026&AC4-q1/cur")).isDirectory();
        assertThat(transfers.export(alice, maildir, false, Progress.NONE)).containsExactly("exported 0 messages to " + maildir + ", 6 were there already");
        assertThat(importFiles(bob, maildir)).containsExactly("imported 6 messages");
        assertThat(all(bob)).containsExactlyInAnyOrderElementsOf(all(alice));
        assertThat(importFiles(bob, maildir)).containsExactly("imported 0 messages, 6 were there already");
    }

    @Test
    void flagsThatChangeRenameTheFile() throws Exception {
        append(alice, "INBOX", "Subject: 1\n\n", Flags.NONE, null);
        Path maildir = folder.resolve("Maildir");
        new Transfers(store).export(alice, maildir, false, Progress.NONE);
        Mailbox inbox = store.mailboxes(alice.id()).open("INBOX");
        inbox.store(UidSet.ALL, new FlagChange(FlagChange.Kind.ADD, SEEN_AND_LABEL), OptionalLong.empty());
        new Transfers(store).export(alice, maildir, false, Progress.NONE);
        try (var files = Files.list(maildir.resolve("cur"))) {
            assertThat(files.map(f -> f.getFileName().toString())).singleElement().asString().endsWith(":2,FPSa");
        }
        assertThat(maildir.resolve("dovecot-keywords")).hasContent("0 Label");
    }

    @Test
    void mboxFilesGoOutAndComeBackAsTheyWere() throws Exception {
        fill();
        Path mbox = folder.resolve("mbox");
        var transfers = new Transfers(store);
        assertThat(transfers.export(alice, mbox, true, Progress.NONE)).containsExactly("exported 5 messages to " + mbox);
        assertThat(Files.readString(mbox.resolve("INBOX.mbox"))).startsWith("From MAILER-DAEMON Tue Nov 14 22:13:20 2023\nSubject: 1\n")
            .contains("Status: RO\nX-Status: F\nX-Keywords: $Forwarded Label\n\n>From here\n>>From there\n>>>From nowhere\n\n>From a b c");
        append(alice, "INBOX", "Subject: 6\n\nnew\n", Flags.NONE, Instant.ofEpochSecond(1_700_000_009));
        assertThat(transfers.export(alice, mbox, true, Progress.NONE)).containsExactly("exported 1 message to " + mbox + ", 5 were there already");
        assertThat(importFiles(bob, mbox)).containsExactly("imported 6 messages");
        var expected = all(alice).stream().map(s -> s.octets().endsWith("\n") ? s : new Seen(s.mailbox(), s.flags(), s.date(), s.octets() + "\r\n")).toList();
        assertThat(all(bob)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(importFiles(bob, mbox)).containsExactly("imported 0 messages, 6 were there already");
    }

    @Test
    void anExportThatBrokeOffGoesOn() throws Exception {
        fill();
        Path mbox = folder.resolve("mbox");
        var transfers = new Transfers(store);
        transfers.export(alice, mbox, true, Progress.NONE);
        String whole = Files.readString(mbox.resolve("INBOX.mbox"));
        Files.writeString(mbox.resolve("INBOX.mbox"), whole + "From MAILER-DAEMON half of a mess");
        transfers.export(alice, mbox, true, Progress.NONE);
        assertThat(mbox.resolve("INBOX.mbox")).hasContent(whole);
        Files.delete(mbox.resolve(".posthouse-export"));
        transfers.export(alice, mbox, true, Progress.NONE);
        assertThat(mbox.resolve("INBOX.mbox")).hasContent(whole);
    }

    @Test
    void readsBothLayoutsOfMaildirs() throws Exception {
        Path maildir = folder.resolve("Maildir");
        file(maildir.resolve("cur/1700000002.a:2,S"), "Subject: seen\n\n");
        file(maildir.resolve("new/1700000001.b"), "Subject: new\n\n");
        file(maildir.resolve(".Sent/cur/1.c:2,RPab"), "Subject: sent\n\n");
        file(maildir.resolve(".Sent/dovecot-keywords"), "0 $Label1\n1 Work\n");
        file(maildir.resolve(".INBOX.Old.2025/cur/1.d:2,"), "Subject: courier\n\n");
        file(maildir.resolve(".Entw&APw-rfe/cur/1.e!2,D"), "Subject: draft\n\n");
        file(maildir.resolve("Nested/Deep/cur/1.f"), "Subject: nested\n\n");
        file(maildir.resolve("Nested/cur/1.g"), "Subject: crlf\r\n\r\nas it\nstands\r\n");
        file(maildir.resolve("subscriptions"), "V\t2\n\nNested\tDeep\n");
        assertThat(importFiles(bob, maildir)).containsExactly("imported 7 messages");
        assertThat(all(bob)).extracting(s -> s.mailbox() + " " + s.octets().strip().replaceAll("(?s)Subject: (\\w+).*", "$1") + " " + s.flags().atoms())
            .containsExactlyInAnyOrder("INBOX seen [\\Seen]", "INBOX new []", "Sent sent [\\Answered, $Forwarded, $Label1, Work]", "Old/2025 courier []",
                "Entwürfe draft [\\Draft]", "Nested/Deep nested []", "Nested crlf []");
        assertThat(all(bob)).extracting(Seen::octets).contains("Subject: crlf\r\n\r\nas it\nstands\r\n");
        Files.setLastModifiedTime(maildir.resolve("new/1700000001.b"), FileTime.from(Instant.ofEpochSecond(77)));
        Files.move(maildir.resolve("new/1700000001.b"), maildir.resolve("cur/1700000001.b:2,S"));
        assertThat(importFiles(bob, maildir)).containsExactly("imported 0 messages, 7 were there already");
        assertThat(store.mailboxes(bob.id()).list()).filteredOn(i -> i.name().equals("Sent")).allMatch(i -> i.uses().contains(SpecialUse.SENT));
    }

    private static void file(Path path, String text) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void readsWhatProgramsMakeOfMbox() throws Exception {
        Path mbox = folder.resolve("old.mbox");
        file(mbox, """
            From MAILER-DAEMON Mon Nov 23 10:00:00 2026
            Subject: DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA
            X-IMAP: 1 2

            internal

            From bob@example.org Mon Nov 23 10:00:00 2026 +0100
            Subject: counted
            Content-Length: 30
            Lines: 3
            Status: RO
            X-Status: AF
            X-Keywords: one two

            From x a 10:00:00 2026
            >From

            From bob@example.org Mon Nov  2 10:00:00 2026
            Subject: counted wrongly
            Content-Length: 3
            X-Mozilla-Status: 0005

            text
            From the middle of a paragraph

            From the beginning of one
            >From quoted
            From header.only Mon Nov  2 10:00 2026
            Subject: behind no empty line

            From header.only Mon Nov  2 10:00 2026
            Subject: header only
            From not.after.empty Mon Nov  2 10:00 2026
            Subject: last

            no end""");
        assertThat(importFiles(bob, mbox)).containsExactly("imported 4 messages");
        assertThat(all(bob)).extracting(Seen::octets).containsExactly(
            "Subject: counted\r\n\r\nFrom x a 10:00:00 2026\r\n>From\r\n\r\n",
            "Subject: counted wrongly\r\n\r\ntext\r\nFrom the middle of a paragraph\r\n\r\nFrom the beginning of one\r\nFrom quoted\r\n"
                + "From header.only Mon Nov  2 10:00 2026\r\nSubject: behind no empty line\r\n",
            "Subject: header only\r\n", "Subject: last\r\n\r\nno end");
        assertThat(all(bob)).extracting(s -> s.flags().atoms().toString()).containsExactly("[\\Seen, \\Answered, \\Flagged, one, two]", "[\\Seen, \\Flagged]",
            "[]", "[]");
        assertThat(all(bob).get(0).date()).isEqualTo(Instant.parse("2026-11-23T10:00:00Z"));
        assertThat(all(bob)).extracting(Seen::mailbox).containsOnly("old");
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        assertThatThrownBy(() -> importFiles(bob, folder.resolve("none"))).isInstanceOf(TransferFailed.class).hasMessageContaining("there is no ");
        file(folder.resolve("letter.txt"), "Dear Bob,\n");
        assertThatThrownBy(() -> importFiles(bob, folder.resolve("letter.txt"))).hasMessageContaining("is no mbox file");
        fill();
        Path maildir = folder.resolve("Maildir");
        new Transfers(store).export(alice, maildir, false, Progress.NONE);
        store.directory().setQuota(bob.address(), 0, 2);
        assertThatThrownBy(() -> importFiles(bob, maildir)).isInstanceOf(TransferFailed.class).hasMessageContaining("is full");
        assertThat(all(bob)).hasSize(2);
        store.directory().setQuota(bob.address(), 0, 0);
        assertThat(importFiles(bob, maildir)).containsExactly("imported 3 messages, 2 were there already");
        Files.createDirectory(maildir.resolve("cur/1.folder"));
        Files.createSymbolicLink(maildir.resolve("cur/2.dangling"), folder.resolve("none"));
        Files.createSymbolicLink(maildir.resolve("cur/3.device"), Path.of("/dev/zero"));
        assertThat(String.join("\n", importFiles(bob, maildir))).contains("1.folder is no file", "2.dangling is gone", "3.device is no file",
            "imported 0 messages, 5 were there already");
    }

    @Test
    void theCorpusComesBackOctetForOctet() throws Exception {
        Path corpus = Path.of("../../shared/corpus");
        Assumptions.assumeTrue(Files.isDirectory(corpus), "the corpus of hostile messages is not at ../shared/corpus");
        try (var files = Files.walk(corpus)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".eml") || f.toString().endsWith(".msg")).sorted().toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1).replace("\r\n", "\n").replace("\n", "\r\n");
                if (!text.isEmpty()) {
                    append(alice, "INBOX", text.getBytes(StandardCharsets.ISO_8859_1), Flags.NONE, Instant.ofEpochSecond(1));
                }
            }
        }
        Path maildir = folder.resolve("Maildir");
        new Transfers(store).export(alice, maildir, false, Progress.NONE);
        importFiles(bob, maildir);
        assertThat(all(bob)).containsExactlyInAnyOrderElementsOf(List.copyOf(Set.copyOf(all(alice))));
    }
}
