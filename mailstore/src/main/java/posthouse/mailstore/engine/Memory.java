package posthouse.mailstore.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.mailstore.NoSuchMailbox;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.engine.NamesChanged.Names;
import posthouse.mailstore.jdbc.Database;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.DirectoryRows;
import posthouse.mailstore.jdbc.MailboxRow;
import posthouse.mailstore.jdbc.MessageRow;
import posthouse.mailstore.jdbc.Moment;
import posthouse.mailstore.jdbc.NodeChange;

/**
 * What is kept of accounts and mailboxes in memory: the committed state, loaded when it is needed, changed by the writer when
 * a batch is committed, dropped when it is not used.
 *
 * <p>The writer holds {@link #publication} while it commits to the database and changes what is here. Who loads holds it at the
 * end of the load: then what was read is not newer than what is here, and what is newer here is known.
 */
final class Memory {
    private static final Logger LOG = LogManager.getLogger(Memory.class);

    final ReentrantLock publication = new ReentrantLock();
    private final Condition idle = publication.newCondition();

    /** Accounts that have changes which are answered, and not here yet. */
    private volatile Set<Long> behind = Set.of();

    private final Supplier<Database> database;
    private final ListFiles lists;
    private final Usages usages;
    private final Cache<Long, AccountState> accounts;
    private final Object[] loading = new Object[64];
    private final Holds holds = new Holds();
    /** Mailboxes whose rows are being changed piece by piece: not to be loaded now. */
    private final Set<Long> busy = ConcurrentHashMap.newKeySet();
    /** Mailboxes whose messages are loaded, the longest unused first, with how many were counted. */
    private final LinkedHashMap<MailboxState, Integer> loaded = new LinkedHashMap<>(16, 0.75f, true);
    private final long maxRows = Math.max(50_000, Runtime.getRuntime().maxMemory() / 6 / MessageList.ROW_OCTETS);
    private long rows;

    /** @param lists where lists of large mailboxes are kept from one start to the next */
    Memory(Supplier<Database> database, ListFiles lists) {
        this.database = database;
        this.lists = lists;
        this.usages = new Usages(database, publication);
        this.accounts = Caffeine.newBuilder().maximumWeight(50_000).<Long, AccountState>weigher((id, a) -> 1 + a.names().size()).build();
        for (int i = 0; i < loading.length; i++) {
            loading[i] = new Object();
        }
    }

    /** The mailboxes of an account, with all that was answered; none if there is no such account. */
    AccountState account(long id) throws Unavailable {
        if (behind.contains(id)) {
            publication.lock(); // the writer has it until they are here
            publication.unlock();
        }
        AccountState known = accounts.getIfPresent(id);
        if (known != null) {
            return known;
        }
        publication.lock();
        try {
            known = accounts.getIfPresent(id);
            return known != null ? known : load(id);
        } finally {
            publication.unlock();
        }
    }

    /** The same for names, subscriptions and grants: what is answered before it is here changes none of them, so it is not waited for. */
    AccountState names(long id) throws Unavailable {
        AccountState known = known(id);
        return known != null ? known : account(id);
    }

    private AccountState load(long id) throws Unavailable {
        Database tables = database.get();
        var state = new AccountState(tables.mailboxes(id), tables.subscriptions(id), tables.grants(id));
        accounts.put(id, state);
        return state;
    }

    Usages usages() {
        return usages;
    }

    DirectoryRows directory() throws Unavailable {
        return database.get().directory();
    }

    /** With {@link #publication} held: what these accounts will have is answered now, and seen when the lock is free. None: all is here. */
    void setBehind(Set<Long> accounts) {
        behind = accounts;
    }

    /** The mailboxes of an account, with all that was answered, if they are in memory and need not be waited for. */
    Optional<AccountState> current(long account) {
        return behind.contains(account) ? Optional.empty() : Optional.ofNullable(known(account));
    }

    /** {@code null} if it is not in memory. */
    AccountState known(long account) {
        return accounts.getIfPresent(account);
    }

    /** After a commit that made, removed or renamed mailboxes; with {@link #publication} held. */
    void renamed(long account, Names changed) {
        AccountState before = accounts.getIfPresent(account);
        if (before == null) {
            return;
        }
        try {
            accounts.put(account, renamed(account, before, changed));
        } catch (Unavailable e) {
            accounts.invalidate(account); // whoever needs it next loads it, or fails too
        }
    }

    /** Only what changed is read: an account may have thousands of mailboxes, and nothing goes on meanwhile. */
    private AccountState renamed(long account, AccountState before, Names changed) throws Unavailable {
        Database tables = database.get();
        var rows = new ArrayList<MailboxRow>();
        for (long id : changed.mailboxes()) {
            tables.mailbox(id).ifPresent(rows::add);
        }
        Set<String> subscriptions = before.subscriptions();
        if (!changed.subscriptions().isEmpty()) {
            var names = new HashSet<>(subscriptions);
            changed.subscriptions().forEach((name, subscribed) -> {
                if (subscribed) {
                    names.add(name);
                } else {
                    names.remove(name);
                }
            });
            subscriptions = names;
        }
        boolean granted = changed.rights() || changed.mailboxes().stream().anyMatch(id -> !before.grants(id).isEmpty());
        return before.renamed(changed.mailboxes(), rows, subscriptions, granted ? tables.grants(account) : before.grants());
    }

    /** Another node has changed something of an account that is in memory; with {@link #publication} held. */
    void follow(long account, Moment moment) throws DatabaseFailed {
        AccountState before = accounts.getIfPresent(account);
        if (before == null) {
            return;
        }
        AccountState now = before.followed(moment.mailboxes(account), moment.subscriptions(account), moment.grants(account));
        accounts.put(account, now);
        unload(before.mailboxes().stream().filter(m -> now.byId(m.row().id()) != m).toList());
    }

    /** Another node has changed messages of mailboxes; with {@link #publication} held. */
    void follow(long account, List<NodeChange> changes, Moment moment) throws DatabaseFailed {
        AccountState state = accounts.getIfPresent(account);
        if (state == null) {
            return;
        }
        Map<Long, MailboxRow> rows = moment.mailboxes(account).stream().collect(Collectors.toMap(MailboxRow::id, Function.identity()));
        for (NodeChange change : changes) {
            MailboxState mailbox = state.byId(change.mailbox());
            MailboxRow row = rows.get(change.mailbox());
            if (mailbox != null && row != null) {
                List<MessageRow> messages = mailbox.hasMessages() ? moment.messages(row.id(), change.changed()) : List.of();
                mailbox.publish(row, List.of(list -> messages.forEach(list::put), list -> list.remove(change.gone())), change.changed(), change.gone());
            }
        }
    }

    private void unload(List<MailboxState> mailboxes) {
        synchronized (loaded) {
            for (MailboxState mailbox : mailboxes) {
                Integer counted = loaded.remove(mailbox);
                rows -= counted == null ? 0 : counted;
                mailbox.unload();
            }
        }
    }

    void dropAll() {
        usages.forget();
        accounts.invalidateAll();
        synchronized (loaded) {
            loaded.keySet().forEach(MailboxState::unload);
            loaded.clear();
            rows = 0;
        }
    }

    void setBusy(Set<Long> mailboxes) {
        busy.addAll(mailboxes);
    }

    /** With {@link #publication} held. */
    void setIdle(Set<Long> mailboxes) {
        busy.removeAll(mailboxes);
        idle.signalAll();
    }

    /** What large changes are at work on. */
    Holds holds() {
        return holds;
    }

    private void awaitIdle(long mailbox) {
        publication.lock();
        try {
            while (busy.contains(mailbox)) {
                idle.awaitUninterruptibly();
            }
        } finally {
            publication.unlock();
        }
    }

    MailboxState mailbox(long account, long mailbox) throws NoSuchMailbox, Unavailable {
        MailboxState state = account(account).byId(mailbox);
        if (state == null) {
            throw new NoSuchMailbox("the mailbox does not exist any more");
        }
        return state;
    }

    /** The mailbox, with its messages loaded: they stay for a while. */
    MailboxState withMessages(long account, long mailbox) throws NoSuchMailbox, Unavailable {
        MailboxState state = mailbox(account, mailbox);
        if (!state.isLoaded()) {
            synchronized (loading[(int) (mailbox % loading.length)]) {
                state = mailbox(account, mailbox);
                while (!state.isLoaded() && !load(account, mailbox, state)) {
                    state = mailbox(account, mailbox);
                }
            }
        }
        used(state);
        return state;
    }

    /** @return whether what was loaded is of use: not if the account was dropped from memory, or the mailbox became busy, meanwhile */
    private boolean load(long account, long mailbox, MailboxState state) throws Unavailable {
        awaitIdle(mailbox);
        state.beginLoading();
        MessageList kept;
        MessageList list;
        var row = Optional.<MailboxRow>empty();
        try {
            kept = kept(state.row());
            list = kept != null ? kept : new MessageList(state.row().messages());
            if (kept == null) {
                row = database.get().messages(mailbox, list::add);
            }
        } catch (Unavailable e) {
            state.abortLoading();
            throw e;
        }
        publication.lock();
        try {
            AccountState now = accounts.getIfPresent(account);
            if (now == null || now.byId(mailbox) != state || busy.contains(mailbox)) {
                state.abortLoading();
                return false;
            }
            state.endLoading(list, row);
            if (kept != null && !state.isWhole()) {
                LOG.warn("the list that was kept of mailbox {} is not what the mailbox has; its rows are read", mailbox);
                state.unload();
                lists.remove(mailbox);
                return false;
            }
            return true;
        } finally {
            publication.unlock();
        }
    }

    /** The list that was kept of a mailbox, with what changed since; {@code null} if its rows must be read. */
    private MessageList kept(MailboxRow row) throws Unavailable {
        var list = new MessageList(row.messages());
        long at = lists.read(row, list);
        if (at < 0 || at == row.modSeq()) {
            return at < 0 ? null : list;
        }
        database.get().messagesSince(row.id(), at, list::put);
        Optional<UidSet> gone = database.get().expunged(row.id(), at, Long.MAX_VALUE);
        gone.ifPresent(list::remove);
        return gone.isPresent() ? list : null;
    }

    /** The mailboxes whose messages are loaded, if they are many. */
    List<MailboxState> loaded() {
        List<MailboxState> large;
        synchronized (loaded) {
            large = loaded.entrySet().stream().filter(each -> each.getValue() >= ListFiles.LARGE).map(Map.Entry::getKey).toList();
        }
        return large.stream().filter(this::isKnown).toList();
    }

    private boolean isKnown(MailboxState mailbox) {
        AccountState account = accounts.getIfPresent(mailbox.row().account());
        return account != null && account.byId(mailbox.row().id()) == mailbox && mailbox.isLoaded();
    }

    /** Notes a use, and unloads what was not used for the longest time if there is too much. */
    private void used(MailboxState state) {
        int now = state.loaded();
        synchronized (loaded) {
            Integer before = loaded.put(state, now);
            rows += now - (before == null ? 0 : before);
            if (rows <= maxRows || loaded.size() == 1) {
                return;
            }
            var unload = new ArrayList<MailboxState>();
            for (var eldest : loaded.entrySet()) {
                if (rows <= maxRows || eldest.getKey() == state) {
                    break;
                }
                rows -= eldest.getValue();
                unload.add(eldest.getKey());
            }
            unload.forEach(s -> {
                loaded.remove(s);
                s.unload();
            });
        }
    }
}
