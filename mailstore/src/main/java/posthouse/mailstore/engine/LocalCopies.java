package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import posthouse.mailstore.BadMailboxName;
import posthouse.mailstore.MailStore.Delivered;
import posthouse.mailstore.MailStore.LocalCopy;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.NoSuchAccount;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.MessageChange.AddMessages;
import posthouse.mailstore.journal.Numbers;

/** Decides the copies of new messages in mailboxes, for one mutation: one copy for each message and mailbox. */
final class LocalCopies {
    private final View view;
    private final Numbers next;
    private final long now;
    private final Map<Long, Tally> tallies = new LinkedHashMap<>();
    private final Map<List<Long>, Delivered> already = new HashMap<>();
    private final Room room;
    private final List<AddMessages.Copy> stored = new ArrayList<>();

    LocalCopies(View view, long now) {
        this.view = view;
        this.room = view.room();
        this.next = view.numbers();
        this.now = now;
    }

    /**
     * @param message its index among the mutation's bodies
     * @param octets of the message
     * @param limited whether the account's quota counts
     */
    Delivered add(int message, long octets, LocalCopy copy, boolean limited) throws StoreException {
        long account = copy.accountId();
        if (view.accounts().find(account).isEmpty()) {
            throw new NoSuchAccount("the account does not exist any more");
        }
        long mailbox = mailbox(account, copy.mailbox()).row().id();
        var place = List.of((long) message, mailbox);
        if (already.containsKey(place)) {
            return already.get(place);
        }
        long size = octets + copy.prefix().length;
        if (limited) {
            room.take(account, size, 1);
        }
        Tally tally = tallies.get(mailbox);
        if (tally == null) {
            tally = view.tallyForMore(account, mailbox);
            tallies.put(mailbox, tally);
        }
        long uid = tally.add(copy.flags(), size);
        stored.add(new AddMessages.Copy(message, mailbox, uid, tally.modSeq, copy.flags(), size, now, now, next.email() + stored.size(),
            copy.prefix()));
        var delivered = new Delivered(mailbox, tally.mailbox().name(), tally.mailbox().uidValidity(), uid, null);
        already.put(place, delivered);
        return delivered;
    }

    private MailboxState mailbox(long account, String name) throws StoreException {
        AccountState mailboxes = view.account(account);
        MailboxState found = null;
        try {
            found = mailboxes.byName(MailboxName.canonical(name));
        } catch (BadMailboxName e) {
            // no such mailbox, then
        }
        return found != null ? found : mailboxes.byName(Mailboxes.INBOX);
    }

    List<AddMessages.Copy> stored() {
        return stored;
    }

    /** The next id of its kind that no copy has taken. */
    long nextId() {
        return next.email() + stored.size();
    }

    /** The mailboxes' counters with all copies. */
    List<Change> counters() {
        return tallies.values().stream().<Change>map(Tally::result).toList();
    }
}
