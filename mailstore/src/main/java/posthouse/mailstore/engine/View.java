package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import posthouse.common.address.Domain;
import posthouse.mailstore.OverQuota;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.engine.AccountState.Usage;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.MailboxRow;
import posthouse.mailstore.jdbc.MessageRow;
import posthouse.mailstore.jdbc.NodeChange;
import posthouse.mailstore.jdbc.RemovedRows.RemovedMessage;
import posthouse.mailstore.jdbc.Whereabouts;
import posthouse.mailstore.jdbc.Writing;
import posthouse.mailstore.journal.BodyForm;
import posthouse.mailstore.journal.MessageChange.AddMessages;
import posthouse.mailstore.journal.MessageChange.CopyAnnotations;
import posthouse.mailstore.journal.MessageChange.CopyMessages;
import posthouse.mailstore.journal.MessageChange.ForgetExpunged;
import posthouse.mailstore.journal.MessageChange.RemoveMessages;
import posthouse.mailstore.journal.MessageChange.RestoreMessages;
import posthouse.mailstore.journal.MessageChange.SetAnnotations;
import posthouse.mailstore.journal.MessageChange.SetCounters;
import posthouse.mailstore.journal.MessageChange.SetFlags;
import posthouse.mailstore.journal.Mutation;
import posthouse.mailstore.journal.Numbers;
import posthouse.mailstore.journal.Place;
import posthouse.mailstore.journal.SomeChanges;

/** The store as the writer sees it within a batch: what is committed, and on top what the batch has done so far. */
final class View {
    private static final int ROWS_AT_ONCE = 10_000;
    /** UIDs that lie this close are read with one query. */
    private static final int GAP = 64;

    private final Memory memory;
    private final Accounts accounts;
    private final Writing writing;
    /** Mailboxes that were asked for, as they are by now. */
    private final Map<Long, MailboxRow> rows = new HashMap<>();
    private final Map<Long, Touched> touched = new LinkedHashMap<>();
    private final Map<Long, Usage> usage = new HashMap<>();
    /** What the batch has changed so far. */
    private final Map<Long, Usage> differences = new HashMap<>();
    private Numbers numbers;

    /** What the batch did to a mailbox. */
    private static final class Touched {
        private final List<MessageList.Edit> edits = new ArrayList<>();
        private final List<UidSet.Range> changed = new ArrayList<>();
        private final List<UidSet.Range> expunged = new ArrayList<>();
    }

    View(Memory memory, Accounts accounts, Writing writing, Numbers numbers) {
        this.memory = memory;
        this.accounts = accounts;
        this.writing = writing;
        this.numbers = numbers;
    }

    Numbers numbers() {
        return numbers;
    }

    Writing writing() {
        return writing;
    }

    Accounts accounts() {
        return accounts;
    }

    /** The mailboxes that the batch changed. */
    Set<Long> touched() {
        return touched.keySet();
    }

    /** Whose mailboxes the batch changed. */
    Set<Long> accountsTouched() {
        return known(touched()).stream().map(MailboxRow::account).collect(Collectors.toSet());
    }

    /** What the batch did to messages, for other nodes. */
    List<NodeChange> changes() {
        var changes = new ArrayList<NodeChange>();
        touched.forEach((id, change) -> {
            MailboxRow row = rows.get(id);
            if (row != null) {
                changes.add(new NodeChange(row.account(), id, UidSet.of(change.changed), UidSet.of(change.expunged)));
            }
        });
        return changes;
    }

    /** Brings memory up to date: the batch is committed. */
    void publish() {
        touched.forEach((id, change) -> {
            MailboxRow row = rows.get(id);
            AccountState account = row == null ? null : memory.known(row.account());
            MailboxState state = account == null ? null : account.byId(id);
            if (state != null) {
                state.publish(row, change.edits, UidSet.of(change.changed), UidSet.of(change.expunged));
            }
        });
    }

    /** Names and ids of an account's mailboxes: a batch that changes them does nothing else. For counters ask {@link #tally}. */
    AccountState account(long id) throws Unavailable {
        return memory.account(id);
    }

    /** @throws Busy if the command must wait for another to be finished with it */
    MailboxRow mailbox(long account, long mailbox) throws StoreException {
        if (memory.holds().isCopied(mailbox)) {
            throw new Busy();
        }
        return mailboxForMore(account, mailbox);
    }

    private MailboxRow mailboxForMore(long account, long mailbox) throws StoreException {
        if (memory.holds().isChanged(mailbox)) {
            throw new Busy();
        }
        MailboxRow known = rows.get(mailbox);
        if (known == null) {
            known = memory.mailbox(account, mailbox).row();
            rows.put(mailbox, known);
            if (!usage.containsKey(account)) {
                usage.put(account, memory.account(account).usage());
            }
        }
        return known;
    }

    Tally tally(long account, long mailbox) throws StoreException {
        return new Tally(mailbox(account, mailbox));
    }

    /** Of a mailbox that gets more messages, and else stays as it is: who copies from it does not mind. */
    Tally tallyForMore(long account, long mailbox) throws StoreException {
        return new Tally(mailboxForMore(account, mailbox));
    }

    /** Messages of these UIDs, ascending: from memory if they are there and the batch has not changed them. */
    List<MessageRow> messages(MailboxRow in, UidSet uids) throws StoreException, DatabaseFailed {
        long mailbox = in.id();
        if (!touched.containsKey(mailbox)) {
            List<MessageRow> known = memory.mailbox(in.account(), mailbox).select(uids, m -> true);
            if (known != null) {
                return known;
            }
        }
        var found = new ArrayList<MessageRow>();
        List<UidSet.Range> ranges = uids.ranges();
        for (int i = 0; i < ranges.size(); i++) {
            long first = ranges.get(i).first();
            while (i + 1 < ranges.size() && ranges.get(i + 1).first() - ranges.get(i).last() < GAP) {
                i++;
            }
            read(mailbox, first, ranges.get(i).last(), uids, found);
        }
        return found;
    }

    /** The UIDs of all messages: where that is enough, a hundred thousand of them are no wait for others. */
    UidSet uids(MailboxRow in) throws StoreException, DatabaseFailed {
        UidSet known = touched.containsKey(in.id()) ? null : memory.mailbox(in.account(), in.id()).uids();
        return known != null ? known : writing.uids(in.id());
    }

    /** Messages of a mailbox that are gone and can come back, ascending. */
    List<RemovedMessage> removedMessages(long mailbox) throws DatabaseFailed {
        var found = new ArrayList<RemovedMessage>();
        long next = 1;
        List<RemovedMessage> some;
        do {
            some = writing.removedMessages(mailbox, next, ROWS_AT_ONCE);
            found.addAll(some);
            next = some.isEmpty() ? next : some.get(some.size() - 1).row().uid() + 1;
        } while (some.size() == ROWS_AT_ONCE);
        return found;
    }

    /** Tells the view of mailboxes that a mutation counts in without their having been asked for. */
    void expect(List<MailboxRow> mailboxes) throws Unavailable {
        for (MailboxRow mailbox : mailboxes) {
            rows.put(mailbox.id(), mailbox);
            usage.put(mailbox.account(), memory.account(mailbox.account()).usage());
        }
    }

    /** The mailboxes that were asked for, as they are by now. */
    List<MailboxRow> known(Set<Long> ids) {
        return ids.stream().map(rows::get).filter(Objects::nonNull).toList();
    }

    private void read(long mailbox, long first, long last, UidSet uids, List<MessageRow> found) throws DatabaseFailed {
        long next = first;
        List<MessageRow> some;
        do {
            some = writing.messages(mailbox, next, last, ROWS_AT_ONCE);
            some.stream().filter(m -> uids.contains(m.uid())).forEach(found::add);
            next = some.isEmpty() ? next : some.get(some.size() - 1).uid() + 1;
        } while (some.size() == ROWS_AT_ONCE);
    }

    /** Room for what a command adds, after all that went before. */
    Room room() {
        return new Room(accounts, new Room.Held() {
            @Override
            public Usage account(long id) throws Unavailable {
                Usage known = usage.get(id);
                return (known != null ? known : memory.account(id).usage()).plus(memory.usages().coming(id));
            }

            @Override
            public Usage domain(Domain domain) throws Unavailable {
                Usage sum = memory.usages().domain(domain);
                for (long id : memory.usages().growing()) {
                    sum = isIn(id, domain) ? sum.plus(memory.usages().coming(id)) : sum;
                }
                for (Map.Entry<Long, Usage> each : differences.entrySet()) {
                    sum = isIn(each.getKey(), domain) ? sum.plus(each.getValue()) : sum;
                }
                return sum;
            }
        });
    }

    private boolean isIn(long account, Domain domain) {
        return accounts.find(account).map(a -> a.account().address().domain().equals(domain)).orElse(false);
    }

    /** @throws OverQuota if an account, or its domain, has no room for this much more */
    void checkQuota(long account, long octets, long messages) throws StoreException {
        room().take(account, octets, messages);
    }

    /** By how much the batch has changed accounts. */
    Map<Long, Usage> differences() {
        return differences;
    }

    /** A mutation will be applied later: its numbers are taken. */
    void taken(Mutation mutation) {
        numbers = numbers.after(mutation);
    }

    /** A mutation is applied: what comes after sees it. */
    void applied(Decision<?> decision, Place place) {
        numbers = numbers.after(decision.mutation());
        decision.mutation().accept(new Layer(decision, place));
    }

    private final class Layer implements SomeChanges<RuntimeException> {
        private final Decision<?> decision;
        private final Place place;
        private int copies;

        Layer(Decision<?> decision, Place place) {
            this.decision = decision;
            this.place = place;
        }

        private Touched edit(long mailbox, MessageList.Edit edit) {
            Touched change = touched.computeIfAbsent(mailbox, id -> new Touched());
            change.edits.add(edit);
            return change;
        }

        @Override
        public void addMessages(AddMessages change) {
            for (AddMessages.Copy copy : change.copies()) {
                AddMessages.Body body = change.bodies().get(copy.body());
                boolean ownFile = body.file() != 0;
                var row = new MessageRow(copy.uid(), copy.modSeq(), copy.flags(), copy.size(), copy.internalDate(), copy.saveDate(), copy.emailId(),
                    body.id(), new Whereabouts(copy.prefix(), ownFile ? 0 : place.segment(), ownFile ? body.file() : place.dataStart() + body.offset(),
                    BodyForm.PLAIN));
                edit(copy.mailbox(), list -> list.add(row)).changed.add(new UidSet.Range(row.uid(), row.uid()));
            }
        }

        @Override
        public void setFlags(SetFlags change) {
            for (SetFlags.Group group : change.groups()) {
                edit(change.mailbox(), list -> list.setFlags(group.uids(), group.flags(), change.modSeq())).changed.addAll(group.uids().ranges());
            }
        }

        @Override
        public void removeMessages(RemoveMessages change) {
            edit(change.mailbox(), list -> list.remove(change.uids())).expunged.addAll(change.uids().ranges());
        }

        @Override
        public void copyMessages(CopyMessages change) {
            add(change.target(), change.runs());
        }

        @Override
        public void restoreMessages(RestoreMessages change) {
            add(change.target(), change.runs());
        }

        private void add(long mailbox, List<CopyMessages.Run> runs) {
            int count = runs.stream().mapToInt(CopyMessages.Run::count).sum();
            List<MessageRow> rows = decision.copied().subList(copies, copies + count);
            copies += count;
            Touched target = edit(mailbox, list -> rows.forEach(list::add));
            runs.forEach(r -> target.changed.add(new UidSet.Range(r.targetUid(), r.targetUid() + r.count() - 1)));
        }

        @Override
        public void forgetExpunged(ForgetExpunged change) {
            touched.computeIfAbsent(change.mailbox(), id -> new Touched());
            rows.computeIfPresent(change.mailbox(), (id, before) -> before.forgotten(change.modSeq()));
        }

        @Override
        public void setAnnotations(SetAnnotations change) {
            rows.computeIfPresent(change.mailbox(), (id, before) -> before.annotatedAt(change.modSeq()));
        }

        @Override
        public void copyAnnotations(CopyAnnotations change) {
            rows.computeIfPresent(change.target(), (id, before) -> before.annotatedAt(change.modSeq()));
        }

        @Override
        public void setCounters(SetCounters change) {
            MailboxRow before = rows.get(change.mailbox());
            if (before == null) {
                return; // a mailbox made by this very mutation
            }
            touched.computeIfAbsent(change.mailbox(), id -> new Touched());
            rows.put(change.mailbox(), before.with(change));
            var difference = new Usage(change.octets() - before.octets(), change.messages() - before.messages());
            usage.merge(before.account(), difference, Usage::plus);
            differences.merge(before.account(), difference, Usage::plus);
        }
    }
}
