package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import posthouse.mailstore.FlagChange;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Message;
import posthouse.mailstore.MessageAnnotations;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.MessageGone;
import posthouse.mailstore.NoSuchMailbox;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.MessageRow;
import posthouse.mailstore.jdbc.StructureRow;
import posthouse.mailstore.mime.StructureCodec;

/** A mailbox, by its id. */
final class StoredMailbox implements Mailbox {
    /** How many structures are read with one query. */
    private static final int ROWS_AT_ONCE = 250;
    /** What a query of structures ends with, as they are stored: one may have a megabyte. */
    private static final int OCTETS_AT_ONCE = 256 << 10;
    /** What structures have together, inflated, that are not read on behind. As objects they take some ten times as much. */
    private static final int LARGE = 128 << 10;
    private static final int GAP = 16;
    private static final int LOCATED_AT_ONCE = 1000;
    private static final long LAST_UID = 0xffffffffL;
    /** Commands for more messages want them in memory. */
    static final int MANY = 200;
    private static final int NOTED = 100;

    private final OpenStore store;
    private final long account;
    private final long id;
    private final long uidValidity;
    /** How its steps begin to tell who did it: nothing, or a protocol. */
    private final String by;

    StoredMailbox(OpenStore store, long account, long id, long uidValidity, String protocol) {
        this.store = store;
        this.account = account;
        this.id = id;
        this.uidValidity = uidValidity;
        this.by = protocol.isEmpty() ? "" : " by " + protocol;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public long accountId() {
        return account;
    }

    @Override
    public String name() throws NoSuchMailbox {
        try {
            return store.memory().mailbox(account, id).row().name();
        } catch (Unavailable e) {
            throw new StoreDown(e);
        }
    }

    @Override
    public long uidValidity() {
        return uidValidity;
    }

    @Override
    public Status status() throws StoreException {
        return store.memory().mailbox(account, id).status();
    }

    @Override
    public Optional<Status> knownStatus() {
        return store.memory().current(account).map(mailboxes -> mailboxes.byId(id)).map(MailboxState::status);
    }

    /** Asks the mailbox with its messages in memory; again, should they be dropped in between. */
    private <T> T loaded(Function<MailboxState, T> question) throws StoreException {
        while (true) {
            T answer = question.apply(store.memory().withMessages(account, id));
            if (answer != null) {
                return answer;
            }
        }
    }

    @Override
    public Index index() throws StoreException {
        return loaded(MailboxState::index);
    }

    @Override
    public Changes changesSince(long modSeq) throws StoreException {
        MailboxState.Difference difference = loaded(m -> m.changesSince(modSeq));
        Optional<UidSet> expunged = Optional.ofNullable(difference.expunged());
        if (expunged.isEmpty()) {
            expunged = store.database().expunged(id, modSeq, difference.status().highestModSeq());
        }
        if (expunged.isEmpty()) {
            difference = loaded(m -> m.missingSince(modSeq));
        }
        List<Message> changed = difference.changed().stream().map(m -> store.ids().message(id, m)).toList();
        return new Changes(difference.status(), changed, expunged.orElse(difference.expunged()), expunged.isPresent());
    }

    @Override
    public UidSet expungedSince(long modSeq) throws StoreException {
        MailboxState state = store.memory().mailbox(account, id);
        UidSet known = state.goneSince(modSeq);
        Optional<UidSet> expunged = known != null ? Optional.of(known) : store.database().expunged(id, modSeq, Long.MAX_VALUE);
        return expunged.isPresent() ? expunged.get() : loaded(m -> m.missingSince(modSeq)).expunged();
    }

    @Override
    public void read(UidSet uids, Detail detail, Consumer<Message> consumer) throws StoreException {
        read(uids, detail, Long.MAX_VALUE, consumer);
    }

    @Override
    public UidSet readSome(UidSet uids, Detail detail, Consumer<Message> consumer) throws StoreException {
        return read(uids, detail, LARGE, consumer);
    }

    /** @return the UIDs that are left when structures of {@code enough} octets are read */
    private UidSet read(UidSet uids, Detail detail, long enough, Consumer<Message> consumer) throws StoreException {
        List<MessageRow> rows = loaded(m -> m.select(uids, row -> true));
        if (detail == Detail.SUMMARY) {
            rows.forEach(row -> consumer.accept(store.ids().message(id, row)));
            return UidSet.EMPTY;
        }
        long octets = 0;
        for (int from = 0; from < rows.size(); ) {
            int to = from + 1;
            while (to < rows.size() && to - from < ROWS_AT_ONCE && rows.get(to).uid() - rows.get(to - 1).uid() < GAP) {
                to++;
            }
            List<StructureRow> structures = store.database().structures(id, rows.get(from).uid(), rows.get(to - 1).uid(), OCTETS_AT_ONCE);
            long last = lastOf(structures, rows.get(to - 1).uid());
            int at = 0;
            for (; from < to && rows.get(from).uid() <= last; from++) {
                if (octets >= enough) {
                    return uids.after(rows.get(from - 1).uid());
                }
                MessageRow row = rows.get(from);
                while (at < structures.size() && structures.get(at).uid() < row.uid()) {
                    at++;
                }
                if (at < structures.size() && structures.get(at).uid() == row.uid()) { // else it was expunged meanwhile
                    byte[] structure = StructureOctets.inflated(structures.get(at).octets());
                    octets += structure.length;
                    consumer.accept(store.ids().message(id, row, StructureCodec.decode(structure)));
                }
            }
        }
        return UidSet.EMPTY;
    }

    /** The UID that a query came to: the one it was cut off at, or the last that it was asked for. */
    private static long lastOf(List<StructureRow> structures, long asked) {
        long octets = structures.stream().mapToLong(s -> s.octets().length).sum();
        return octets < OCTETS_AT_ONCE ? asked : structures.get(structures.size() - 1).uid();
    }

    @Override
    public MessageBody body(Message message) throws StoreException {
        MailboxState state = store.memory().mailbox(account, id);
        MessageRow row = state.find(message.uid());
        for (int attempts = 0; attempts < 3; attempts++) {
            try {
                return StoredBody.open(row != null && row.where() != null ? row : locate(state, message.uid()), store.bodies());
            } catch (BodyMoved e) {
                row = null;
            }
        }
        throw new Unavailable("the message can't be read now");
    }

    @Override
    public void fetched(Message message) {
        store.journeys().note(id, message.uid(), "fetched" + by);
    }

    /** Asks the tables where a message is: memory does not know, or knows only where it was before it was written anew. */
    private MessageRow locate(MailboxState state, long uid) throws StoreException {
        UidSet.Range range = state.neighbours(uid);
        List<MessageRow> located = store.database().located(id, range.first(), range.last(), LOCATED_AT_ONCE);
        state.locate(located);
        return located.stream().filter(row -> row.uid() == uid).findFirst()
            .orElseThrow(() -> new MessageGone("the message does not exist any more"));
    }

    @Override
    public Pinned pin() throws StoreException {
        for (int attempts = 0; attempts < 10; attempts++) {
            MessageList messages = loaded(MailboxState::copy);
            if (attempts > 0) {
                messages.lose();
            }
            locateAll(messages);
            Bodies.Held held = store.bodies().hold(messages.whereabouts());
            if (held.complete()) {
                return new PinnedMessages(id, messages, store.ids(), store.bodies(), held);
            }
            held.close();
        }
        throw new Unavailable("the messages can't be read now");
    }

    /** Leaves out those that are gone. */
    private void locateAll(MessageList messages) throws StoreException {
        MailboxState state = store.memory().mailbox(account, id);
        for (int lost = messages.firstLost(0); lost < messages.size(); lost = messages.firstLost(lost)) {
            long uid = messages.uid(lost);
            List<MessageRow> located = store.database().located(id, uid, LAST_UID, LOCATED_AT_ONCE);
            messages.locate(located);
            state.locate(located);
            if (located.isEmpty() || located.get(0).uid() != uid) {
                messages.remove(UidSet.of(uid));
            }
        }
    }

    /** Has the messages in memory before the writer needs many of them. */
    private void prepare(UidSet uids) throws StoreException {
        if (uids.count() > MANY) {
            store.memory().withMessages(account, id);
        }
    }

    @Override
    public Stored store(UidSet uids, FlagChange change, OptionalLong unchangedSince) throws StoreException {
        if (unchangedSince.isEmpty() && changesNothing(uids, change)) {
            return new Stored(List.of(), UidSet.EMPTY, status().highestModSeq());
        }
        prepare(uids);
        Stored stored = store.submit(new StoreFlags(account, id, uids, change, unchangedSince, store.ids()));
        note(uids, "flags changed" + by + ": " + change.kind().name().toLowerCase(Locale.ROOT) + ' ' + String.join(" ", change.flags().atoms()));
        return stored;
    }

    /** Whether memory says for certain that the messages have these flags already: clients mark again what they have marked. */
    private boolean changesNothing(UidSet uids, FlagChange change) throws StoreException {
        MailboxState state = store.memory().mailbox(account, id);
        List<MessageRow> different = store.engine().isShared() || uids.count() > MANY ? null : state.select(uids, m -> !change.applyTo(m.flags()).equals(m.flags()));
        return different != null && different.isEmpty();
    }

    @Override
    public UidSet expunge(UidSet uids, boolean onlyDeleted) throws StoreException {
        prepare(uids);
        UidSet expunged = store.submit(new Expunge(account, id, uids, onlyDeleted, System.currentTimeMillis(), store.undelete().keeps()));
        note(expunged, "expunged" + by);
        return expunged;
    }

    /** A step in the journeys of some messages; many at once are left out. */
    private void note(UidSet uids, String what) {
        if (uids.count() <= NOTED) {
            uids.ranges().forEach(range -> LongStream.rangeClosed(range.first(), range.last()).forEach(uid -> store.journeys().note(id, uid, what)));
        }
    }

    @Override
    public MessageAnnotations annotations() {
        return new StoredMessageAnnotations(store, account, id);
    }

    @Override
    public Copied copy(UidSet uids, Mailbox target, Set<Long> annotationsOf) throws StoreException {
        return copy(uids, target, annotationsOf, false);
    }

    @Override
    public Copied move(UidSet uids, Mailbox target, Set<Long> annotationsOf) throws StoreException {
        return copy(uids, target, annotationsOf, true);
    }

    private Copied copy(UidSet uids, Mailbox target, Set<Long> annotationsOf, boolean move) throws StoreException {
        String name = target.name();
        prepare(uids);
        Copied copied = store.submit(new CopyOrMove(account, id, uids, target.accountId(), target.id(), move, System.currentTimeMillis(), annotationsOf));
        for (int i = 0; i < copied.sourceUids().length && copied.sourceUids().length <= NOTED; i++) {
            long uid = copied.targetUids()[i];
            store.journeys().copied(id, copied.sourceUids()[i], target.id(), uid, (move ? "moved" : "copied") + by + ": " + name + " UID " + uid);
        }
        return copied;
    }

    @Override
    public Appended append(List<NewMessage> messages) throws StoreException {
        if (messages.isEmpty()) {
            return new Appended(uidValidity, new long[0]);
        }
        var spooled = new ArrayList<Spooled>();
        messages.forEach(m -> spooled.add((Spooled) m.octets()));
        var append = new Append(account, id, List.copyOf(messages), store.watchers().isWatched(id), System.currentTimeMillis());
        return store.submitNew(append, spooled, a -> true);
    }

    @Override
    public Appended replace(long uid, NewMessage message, Mailbox target) throws StoreException {
        var replace = new Replace(account, id, uid, target.accountId(), target.id(), message, System.currentTimeMillis(), store.undelete().keeps());
        return store.submitNew(replace, List.of((Spooled) message.octets()), a -> true);
    }

    @Override
    public long firstRecent(boolean claim) throws StoreException {
        return store.recents().first(store.memory().mailbox(account, id).row(), claim);
    }

    @Override
    public Subscription watch(Runnable wake) {
        return store.watchers().watch(id, wake);
    }
}
