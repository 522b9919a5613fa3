package posthouse.imap.command;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import posthouse.imap.Authenticated;
import posthouse.imap.Extension;
import posthouse.imap.access.Reached;
import posthouse.imap.access.Right;
import posthouse.imap.fetch.NewMessages;
import posthouse.imap.wire.ImapWriter;
import posthouse.imap.wire.Refused;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.StoreException;

/**
 * What a client wants to be told of other mailboxes than the selected one (RFC 5465), found by comparing them with what they
 * were when it was told last: a wake-up says no more than that something has changed.
 */
public final class Notifications implements AutoCloseable {

    private static final int PIECE = 32 * 1024;

    private final Authenticated state;
    private final List<NotifyGroup> groups;
    private final Map<Long, Mailbox.Subscription> subscriptions = new HashMap<>(); // by account
    private volatile boolean stale;
    private Map<Long, Known> known = new HashMap<>();
    private Set<String> subscribed;
    private Iterator<Mailboxes.Info> atFirst;

    /** @param status {@code null} if it doesn't matter */
    private record Known(String name, Mailbox.Status status) {
    }

    Notifications(Authenticated state, List<NotifyGroup> groups) throws StoreException {
        this.state = state;
        this.groups = groups;
        watch(state.accountId());
        this.subscribed = state.mailboxes().subscriptions();
        mailboxes().forEach(info -> known.put(info.id(), now(info)));
    }

    private void watch(long account) {
        subscriptions.computeIfAbsent(account, id -> state.store().mailboxes(id).watch(this::wake));
    }

    /** Those that are watched may be among these: the account's own, and those that others share with it. */
    private List<Mailboxes.Info> mailboxes() throws StoreException {
        List<Mailboxes.Info> own = state.mailboxes().list();
        if (groups.stream().noneMatch(NotifyGroup::mayNameForeign)) {
            return own;
        }
        state.store().sharedWith(state.accountId()).keySet().forEach(this::watch);
        return Stream.concat(own.stream(), state.names().shared().stream()).toList();
    }

    /** From any thread. */
    private void wake() {
        stale = true;
        state.client().connection().wake();
    }

    private Known now(Mailboxes.Info info) {
        Mailbox.Status status = null;
        if (events(info).filter(NotifyEvent.Some::ofMessages).isPresent()) {
            try {
                Optional<Reached> reached = state.names().find(info.name()).filter(m -> m.rights().has(Right.READ));
                status = reached.isPresent() ? reached.get().mailbox().status() : null;
            } catch (StoreException e) {
                return new Known(info.name(), null); // it was deleted a moment ago
            }
        }
        return new Known(info.name(), status);
    }

    /** What the first group that names it wants of a mailbox (RFC 5465 6). */
    private Optional<NotifyEvent.Some> events(Mailboxes.Info info) {
        return groups.stream().filter(g -> g.names(info.name(), info.subscribed())).findFirst().map(NotifyGroup::events);
    }

    private boolean wants(Mailboxes.Info info, NotifyEvent event) {
        return events(info).filter(e -> e.events().contains(event)).isPresent();
    }

    private Optional<NotifyGroup> selected() {
        return groups.stream().filter(NotifyGroup::isOfSelected).findFirst();
    }

    /** Whether the client is told of its selected mailbox at once, not only when a command ends (RFC 5465 6.1). */
    public boolean ofSelected() {
        return selected().filter(g -> g.events().ofMessages()).isPresent();
    }

    /** Whether expunged messages of the selected mailbox are told at once too. */
    public boolean expungesAtOnce() {
        return selected().filter(g -> g.filter() == NotifyGroup.Filter.SELECTED).isPresent();
    }

    /** Whether the client is told which annotations of its messages others change (RFC 5465 5, RFC 5257 4.4). */
    public boolean annotationsOfSelected() {
        return selected().filter(g -> g.events().events().contains(NotifyEvent.ANNOTATION_CHANGE)).isPresent();
    }

    /** What is told of new messages in the selected mailbox; {@code null} for no more than their number. */
    public NewMessages newMessages() {
        return selected().map(g -> g.events().items()).orElse(null);
    }

    // ---- telling

    /** STATUS of all that is watched: RFC 5465 3.1. */
    boolean writeStatus(ImapWriter out) throws StoreException {
        if (atFirst == null) {
            atFirst = mailboxes().iterator();
        }
        long end = out.written() + PIECE;
        while (atFirst.hasNext() && out.written() < end) {
            Mailboxes.Info info = atFirst.next();
            if (!isSelected(info.id()) && events(info).filter(NotifyEvent.Some::ofMessages).isPresent()) {
                status(info, out);
            }
        }
        return atFirst.hasNext();
    }

    private boolean isSelected(long mailbox) {
        return state.selected() != null && state.selected().mailbox().id() == mailbox;
    }

    private void status(Mailboxes.Info info, ImapWriter out) {
        var items = EnumSet.of(StatusItem.MESSAGES, StatusItem.UIDNEXT, StatusItem.UIDVALIDITY);
        if (wants(info, NotifyEvent.FLAG_CHANGE)) {
            items.add(StatusItem.UNSEEN);
            items.add(StatusItem.HIGHESTMODSEQ); // RFC 5465 5.3
        }
        if (wants(info, NotifyEvent.ANNOTATION_CHANGE) || state.client().enabled(Extension.CONDSTORE)) {
            items.add(StatusItem.HIGHESTMODSEQ);
        }
        try {
            StatusItem.write(out, info.name(), state.names().open(info.name(), Right.READ).mailbox(), items, state);
        } catch (Refused | StoreException e) {
            return; // it was deleted a moment ago, or is not shared any more
        }
    }

    /** Tells what has changed since this was asked last. */
    public void write(ImapWriter out) {
        if (!stale) {
            return;
        }
        stale = false;
        List<Mailboxes.Info> list;
        try {
            list = mailboxes();
        } catch (StoreException e) {
            return; // next time
        }
        Map<Long, Known> before = known;
        known = new HashMap<>();
        for (Mailboxes.Info info : list) {
            Known was = before.remove(info.id());
            Known now = now(info);
            known.put(info.id(), now);
            if (was == null || !was.name.equals(info.name())) {
                named(info, was, out);
            }
            if (was != null && changed(info, was.status, now.status) && !isSelected(info.id())) {
                status(info, out);
            }
        }
        before.values().forEach(gone -> gone(gone.name, out));
        subscriptions(list, out);
    }

    private boolean changed(Mailboxes.Info info, Mailbox.Status was, Mailbox.Status now) {
        if (was == null || now == null) {
            return false;
        }
        return was.messages() != now.messages() || was.uidNext() != now.uidNext()
            || was.highestModSeq() != now.highestModSeq() && (wants(info, NotifyEvent.FLAG_CHANGE) || wants(info, NotifyEvent.ANNOTATION_CHANGE));
    }

    /** RFC 5465 5.4: created, or renamed. */
    private void named(Mailboxes.Info info, Known was, ImapWriter out) {
        if (wants(info, NotifyEvent.MAILBOX_NAME)) {
            MailboxTree.write(out, "LIST", info.subscribed() ? Set.of("\\Subscribed") : Set.of(), info.name());
            if (was != null) {
                out.text(" (\"OLDNAME\" (").mailbox(was.name).text("))");
            }
            out.crlf();
        }
    }

    private void gone(String name, ImapWriter out) {
        if (wants(new Mailboxes.Info(0, name, Set.of(), subscribed.contains(name)), NotifyEvent.MAILBOX_NAME)) {
            MailboxTree.write(out, "LIST", Set.of("\\NonExistent"), name);
            out.crlf();
        }
    }

    /** RFC 5465 5.5. */
    private void subscriptions(List<Mailboxes.Info> list, ImapWriter out) {
        Set<String> now = state.mailboxes().subscriptions();
        var changed = new HashSet<>(now);
        changed.addAll(subscribed);
        changed.removeIf(name -> now.contains(name) == subscribed.contains(name));
        for (Mailboxes.Info info : list) {
            if (changed.contains(info.name()) && wants(info, NotifyEvent.SUBSCRIPTION_CHANGE)) {
                MailboxTree.write(out, "LIST", info.subscribed() ? Set.of("\\Subscribed") : Set.of(), info.name());
                out.crlf();
            }
        }
        subscribed = now;
    }

    /** Whether the client wants to know which annotations of a mailbox, or with an empty name of the server, are others now (RFC 5465 5.6, 5.7). */
    public boolean wantsMetadata(String mailbox) {
        if (mailbox.isEmpty()) {
            return groups.stream().anyMatch(g -> g.events().events().contains(NotifyEvent.SERVER_METADATA_CHANGE));
        }
        boolean isSubscribed = state.mailboxes().subscriptions().contains(mailbox);
        return wants(new Mailboxes.Info(0, mailbox, Set.of(), isSubscribed), NotifyEvent.MAILBOX_METADATA_CHANGE);
    }

    @Override
    public void close() {
        subscriptions.values().forEach(Mailbox.Subscription::close);
    }
}
