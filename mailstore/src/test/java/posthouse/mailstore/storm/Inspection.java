package posthouse.mailstore.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import posthouse.mailstore.Flags;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Mailbox.Status;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.Message;
import posthouse.mailstore.MessageAnnotations;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Stores;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.storm.Model.Box;
import posthouse.mailstore.storm.Model.Mail;

/** Reads all that a store holds, each octet of it, and compares counters with what they count. */
final class Inspection {
    /** Who had a UID: over all inspections of one store it is one message. By UIDVALIDITY and UID. */
    private final Map<List<Long>, Integer> owners = new HashMap<>();
    /** What UIDNEXT was told, by UIDVALIDITY. */
    private final Map<Long, Long> uidNext = new HashMap<>();
    private final Map<Integer, byte[]> letters = new HashMap<>();

    /** What an account holds; its counters agree, its bodies are what was sent, and no UID was used twice. */
    Model read(MailStore store, long account) throws StoreException {
        var model = new Model();
        Mailboxes mailboxes = store.mailboxes(account);
        model.subscriptions.addAll(mailboxes.subscriptions());
        long octets = 0;
        for (Mailboxes.Info info : mailboxes.list()) {
            Mailbox mailbox = mailboxes.open(info.name());
            Box box = read(mailbox, notes(mailbox, account));
            store.annotations().read(mailbox.id(), account).forEach((name, value) -> box.notes.put(name, new String(value, StandardCharsets.UTF_8)));
            mailboxes.grants(mailbox.id()).forEach(g -> box.rights.put(g.account() + (g.negative() ? "-" : "+"), g.letters()));
            model.boxes.put(info.name(), box);
            octets += mailbox.status().octets();
        }
        assertThat(mailboxes.usage().octets()).isEqualTo(octets);
        Setting.read(store, account, model);
        Sending.read(store, account, model);
        for (int number : model.queue.keySet()) {
            assertThat(Sending.octets(store, number)).as("octets of letter %d in the queue", number).isEqualTo(Letters.octets(number));
        }
        letters.clear();
        return model;
    }

    private static Map<Long, String> notes(Mailbox mailbox, long account) throws StoreException {
        var notes = new HashMap<Long, String>();
        MessageAnnotations.Some some = mailbox.annotations().read(1, 0xffffffffL, account);
        assertThat(some.last()).isEqualTo(0xffffffffL);
        some.annotations().forEach(a -> notes.put(a.uid(), new String(a.value(), StandardCharsets.UTF_8)));
        return notes;
    }

    private Box read(Mailbox mailbox, Map<Long, String> notes) throws StoreException {
        var box = new Box();
        var messages = new ArrayList<Message>();
        mailbox.read(UidSet.ALL, Detail.STRUCTURE, messages::add);
        for (Message message : messages) {
            int number = Letters.number(message.structure().envelope().subject());
            assertThat(Stores.read(mailbox, message)).as("octets of letter %d", number).isEqualTo(letters.computeIfAbsent(number, Letters::octets));
            Integer before = owners.putIfAbsent(List.of(mailbox.uidValidity(), message.uid()), number);
            assertThat(before == null || before == number).as("UID %d of %s was letter %d and is letter %d", message.uid(), mailbox.name(), before, number)
                .isTrue();
            box.put(message.uid(), new Mail(number, message.flags(), notes.remove(message.uid())));
        }
        assertThat(notes).as("notes of messages of %s that don't exist", mailbox.name()).isEmpty();
        Status status = mailbox.status();
        assertThat(status.messages()).isEqualTo(messages.size());
        assertThat(status.octets()).isEqualTo(messages.stream().mapToLong(Message::size).sum());
        assertThat(status.unseen()).isEqualTo(messages.stream().filter(m -> !m.flags().has(Flags.System.SEEN)).count());
        assertThat(status.deleted()).isEqualTo(messages.stream().filter(m -> m.flags().has(Flags.System.DELETED)).count());
        assertThat(messages).allMatch(m -> m.modSeq() <= status.highestModSeq());
        assertThat(status.uidNext()).isGreaterThanOrEqualTo(Math.max(box.uidNext, uidNext.getOrDefault(status.uidValidity(), 0L)));
        uidNext.put(status.uidValidity(), status.uidNext());
        box.uidNext = status.uidNext();
        return box;
    }
}
