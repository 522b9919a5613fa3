package posthouse.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is noted of a message, from one mailbox to the next. */
class JourneyTest {

    @TempDir
    private Path folder;

    @Test
    void aJourneyGoesOnWhereAMessageIsCopiedOrMoved() throws Exception {
        try (MailStore store = Stores.open(folder)) {
            var alice = Stores.accounts(store, "alice").get(0);
            long uid = Stores.deliver(store, alice, Stores.message("a", 300));
            var mailboxes = store.mailboxes(alice.id());
            var inbox = mailboxes.by("IMAP").open("INBOX");
            store.journeys().note("J1", "MAIL FROM:<a@one.test>, 300 octets, message-id=<a@one.test>");
            store.journeys().stored("J1", inbox.id(), uid, "stored: INBOX UID " + uid);
            store.journeys().note(inbox.id(), uid + 1, "another message");
            inbox.fetched(inbox.read(uid, Mailbox.Detail.SUMMARY));
            var kept = mailboxes.create("Kept", Set.of());
            inbox.move(UidSet.of(uid), kept);
            mailboxes.by("POP3").open("Kept").expunge(UidSet.of(1), false);
            assertThat(store.journeys().of("a@one.test")).extracting(Journeys.Step::what).containsExactly(
                "MAIL FROM:<a@one.test>, 300 octets, message-id=<a@one.test>", "stored: INBOX UID 1", "fetched by IMAP",
                "moved by IMAP: Kept UID 1", "expunged by POP3");
            assertThat(store.journeys().of("J1")).hasSize(5);
        }
    }
}
