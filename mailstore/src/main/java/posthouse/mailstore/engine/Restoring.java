package posthouse.mailstore.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.MessageGone;
import posthouse.mailstore.NoSuchAccount;
import posthouse.mailstore.NoSuchMailbox;
import posthouse.mailstore.StoreCare.Wanted;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.BodyRow;
import posthouse.mailstore.jdbc.MailboxRow;
import posthouse.mailstore.jdbc.MessageRow;
import posthouse.mailstore.jdbc.StructureRow;
import posthouse.mailstore.journal.MessageChange.SetAnnotations;
import posthouse.mailstore.journal.StoredBodies;
import posthouse.mailstore.mime.EnvelopeStructure;
import posthouse.mailstore.mime.StructureCodec;

/** Brings an account, a mailbox or a message back from a backup, beside what is there. */
final class Restoring {
    private static final int ROWS = 500;
    private static final int AT_ONCE = 50;
    private static final long OCTETS_AT_ONCE = 2 << 20;
    private static final int CHUNK = 64 << 10;
    private static final long LAST_UID = 0xffffffffL;

    private final OpenStore store;
    private final OpenBackup backup;
    private final List<String> done = new ArrayList<>();
    private BackedUpAccount backedUp;
    /** Whether the account is made by this. */
    private boolean anew;

    Restoring(OpenStore store, OpenBackup backup) {
        this.store = store;
        this.backup = backup;
    }

    List<String> run(Wanted wanted) throws StoreException {
        backedUp = new BackedUpAccount(backup.tables(), wanted.account(), store.directory());
        List<MailboxRow> mailboxes = mailboxes(backedUp.id(), wanted.mailbox());
        anew = store.directory().account(wanted.account()).isEmpty();
        if (anew) {
            boolean whole = wanted.messageId() == null;
            store.submit(backedUp.command(whole ? mailboxes : List.of(), isSameStore()));
            done.add("made the account " + wanted.account() + " anew");
        }
        Account into = store.directory().account(wanted.account()).orElseThrow(() -> new NoSuchAccount("the account does not exist any more"));
        if (wanted.messageId() != null) {
            message(into, mailboxes, wanted.messageId());
            return done;
        }
        for (MailboxRow mailbox : mailboxes) {
            copy(mailbox, anew ? store.mailboxes(into.id()).open(mailbox.name()) : beside(into, mailbox), uids -> true);
        }
        return done;
    }

    private boolean isSameStore() {
        return backup.key().equals(store.engine().key());
    }

    private List<MailboxRow> mailboxes(long account, String name) throws StoreException {
        List<MailboxRow> all = backup.tables().mailboxes(account).stream().sorted(Comparator.comparing(MailboxRow::name)).toList();
        if (name == null) {
            return all;
        }
        String canonical = MailboxName.canonical(name);
        List<MailboxRow> found = all.stream().filter(m -> m.name().equals(canonical)).toList();
        if (found.isEmpty()) {
            throw new NoSuchMailbox("the backup has no mailbox '" + name + "' of this account");
        }
        return found;
    }

    /** A mailbox with nothing in it: of the same name, or beside the one that has it. */
    private Mailbox beside(Account account, MailboxRow mailbox) throws StoreException {
        boolean subscribed = backedUp.isSubscribed(mailbox.name());
        String name = store.submit(new MakeRestoredMailbox(account.id(), backedUp.mailbox(mailbox), subscribed, store.maxMailboxes()));
        return store.mailboxes(account.id()).open(name);
    }

    private interface Choice {
        boolean takes(MessageRow message);
    }

    private long copy(MailboxRow from, Mailbox to, Choice choice) throws StoreException {
        long copied = 0;
        var some = new ArrayList<AppendRestored.Restored>();
        long octets = 0;
        long next = 1;
        List<MessageRow> rows;
        try {
            do {
                rows = backup.tables().located(from.id(), next, LAST_UID, ROWS);
                for (MessageRow row : rows) {
                    next = row.uid() + 1;
                    Optional<Spooled> read = choice.takes(row) ? read(from, row) : Optional.empty();
                    if (read.isEmpty()) {
                        continue;
                    }
                    some.add(new AppendRestored.Restored(read.get(), row, notes(from, row, to)));
                    octets += row.size();
                    copied++;
                    if (some.size() == AT_ONCE || octets > OCTETS_AT_ONCE) {
                        append(from, to, some);
                        octets = 0;
                    }
                }
            } while (rows.size() == ROWS);
            append(from, to, some);
        } finally {
            some.forEach(m -> m.octets().close());
        }
        done.add("restored " + copied + (copied == 1 ? " message" : " messages") + " of " + from.name() + " to " + to.name());
        return copied;
    }

    private List<SetAnnotations.Note> notes(MailboxRow from, MessageRow message, Mailbox to) throws Unavailable {
        var uid = new UidSet.Range(message.uid(), message.uid());
        return from.annotated() == 0 ? List.of() : backedUp.notes(backup.tables().messageAnnotations(from.id(), uid, Integer.MAX_VALUE).rows(), to.accountId());
    }

    private void append(MailboxRow from, Mailbox to, List<AppendRestored.Restored> messages) throws StoreException {
        if (!messages.isEmpty()) {
            store.submitNew(new AppendRestored(to.accountId(), to.id(), List.copyOf(messages), isSameStore(), from.modSeq(), !anew),
                messages.stream().map(AppendRestored.Restored::octets).toList(), nothing -> true);
        }
        messages.forEach(m -> m.octets().close());
        messages.clear();
    }

    /** Its octets; empty, and said so, if they are not what was stored. */
    private Optional<Spooled> read(MailboxRow from, MessageRow row) throws StoreException {
        var incoming = (Spooled) store.incoming();
        long length = row.shared();
        CRC32C checksum = backup.key().checksum();
        var chunk = new byte[CHUNK];
        try (StoredBodies.Reader reader = backup.bodies().open(row.where().segment(), row.where().place(), row.where().form(), length)) {
            for (long at = 0; at < length; ) {
                int some = (int) Math.min(CHUNK, length - at);
                reader.read(at, chunk, 0, some);
                checksum.update(chunk, 0, some);
                incoming.write(chunk, 0, some);
                at += some;
            }
            List<BodyRow> body = backup.tables().bodies(row.body() - 1, -1, 1);
            if (body.isEmpty() || body.get(0).checksum() != (int) checksum.getValue()) {
                throw new IOException("it is not what was stored");
            }
            return Optional.of(incoming);
        } catch (IOException e) {
            incoming.close();
            done.add("UID " + row.uid() + " of " + from.name() + " can't be read from the backup, and is left out: " + e.getMessage());
            return Optional.empty();
        } catch (StoreException e) {
            incoming.close();
            throw e;
        }
    }

    /** One message: to the mailbox that it was in, unless it is there. */
    private void message(Account account, List<MailboxRow> mailboxes, String messageId) throws StoreException {
        boolean found = false;
        for (MailboxRow from : mailboxes) {
            Set<Long> uids = find(from, messageId);
            if (uids.isEmpty()) {
                continue;
            }
            found = true;
            Mailboxes there = store.mailboxes(account.id());
            Optional<Mailbox> same = there.find(from.name());
            Mailbox to = same.isPresent() ? same.get() : beside(account, from);
            Set<String> ids = new HashSet<>();
            to.read(UidSet.ALL, Detail.SUMMARY, m -> ids.add(m.id()));
            var backupIds = new MessageIds(backup.key());
            if (copy(from, to, row -> uids.contains(row.uid()) && !ids.contains(backupIds.message(from.id(), row).id())) == 0) {
                done.add("the message is in " + to.name() + " already");
            }
        }
        if (!found) {
            throw new MessageGone("the backup has no message with the Message-ID " + messageId);
        }
    }

    private Set<Long> find(MailboxRow mailbox, String messageId) throws Unavailable {
        var found = new HashSet<Long>();
        long next = 1;
        List<StructureRow> rows;
        do {
            rows = backup.tables().structures(mailbox.id(), next, LAST_UID, 1 << 20);
            for (StructureRow row : rows) {
                EnvelopeStructure envelope = StructureCodec.decode(StructureOctets.inflated(row.octets())).envelope();
                if (envelope.messageId() != null && bare(envelope.messageId()).equals(bare(messageId))) {
                    found.add(row.uid());
                }
                next = row.uid() + 1;
            }
        } while (!rows.isEmpty());
        return found;
    }

    private static String bare(String messageId) {
        String id = messageId.strip();
        return id.startsWith("<") && id.endsWith(">") ? id.substring(1, id.length() - 1) : id;
    }
}
