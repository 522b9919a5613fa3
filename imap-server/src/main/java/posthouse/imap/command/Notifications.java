package posthouse.imap.command;

import java.util.ArrayList;
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
import posthouse.imap.access.Names;
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
    private final Set<String> own = new HashSet<>(); // names whose change is the client's own
    private final Set<Long> shut = new HashSet<>(); // mailboxes that may not be looked up any more
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
        if (wants(info, NotifyEvent.MESSAGE_NEW)) {
            try {
                Optional<Reached> reached = state.names().find(info.name()).filter(m -> m.rights().has(Right.READ));
                status = reached.isPresent() ? reached.get().mailbox().status() : null;
            } catch (StoreException e) {
                return new Known(info.name(), null); // it was deleted a moment ago
            }
        }
        return new Known(info.name(), status);
    }

    /** What the groups that name it want of a mailbox together; one with NONE ends it (RFC 5465 6). */
    private Set<NotifyEvent> events(String name, boolean isSubscribed) {
        Set<NotifyEvent> events = EnumSet.noneOf(NotifyEvent.class);
        for (NotifyGroup group : groups) {
            if (group.names(name, isSubscribed)) {
                if (group.events().events().isEmpty()) {
                    break;
                }
                events.addAll(group.events().events());
            }
        }
        return events;
    }

    private boolean wants(Mailboxes.Info info, NotifyEvent event) {
        return wants(info.name(), info.subscribed(), event);
    }

    private boolean wants(String name, boolean isSubscribed, NotifyEvent event) {
        return events(name, isSubscribed).contains(event);
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

    /** Whether the client is told which flags of its messages others change. */
    public boolean flagsOfSelected() {
        return selected().filter(g -> g.events().events().contains(NotifyEvent.FLAG_CHANGE)).isPresent();
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

    /** Which of those that are watched may not be read, and STATUS of the others if {@code status} is wanted: RFC 5465 3.1. */
    boolean begin(ImapWriter out, boolean withStatus) throws StoreException {
        if (atFirst == null) {
            atFirst = mailboxes().iterator();
        }
        long end = out.written() + PIECE;
        while (atFirst.hasNext() && out.written() < end) {
            Mailboxes.Info info = atFirst.next();
            if (!events(info.name(), info.subscribed()).isEmpty() && isUnreadable(info)) {
                MailboxTree.write(out, "LIST", List.of("\\NoAccess"), info.name());
                out.crlf();
            } else if (withStatus && !isSelected(info.id()) && wants(info, NotifyEvent.MESSAGE_NEW)) {
                status(info, out);
            }
        }
        return atFirst.hasNext();
    }

    private boolean isUnreadable(Mailboxes.Info info) {
        return Names.isForeign(info.name()) && state.names().find(info.name()).filter(m -> m.rights().has(Right.READ)).isEmpty();
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
        var names = new NameNews();
        var changed = new ArrayList<Mailboxes.Info>();
        for (Mailboxes.Info info : list) {
            Known was = before.remove(info.id());
            Known now = now(info);
            known.put(info.id(), now);
            if (was == null) {
                names.named(info.name());
                names.reopened(shut.remove(info.id()) ? Set.of(info.name()) : Set.of());
            } else if (!was.name.equals(info.name())) {
                names.renamed(was.name, info.name());
            }
            if (was != null && changed(info, was.status, now.status) && !isSelected(info.id())) {
                changed.add(info);
            }
        }
        before.forEach((id, gone) -> gone(id, gone.name, names));
        names.subscribed(resubscribed());
        names.without(own);
        own.clear();
        tell(names, out);
        changed.forEach(info -> status(info, out));
    }

    /** A mailbox can't be looked up any more: it was deleted, or is only not shared now (RFC 5465 5.9). */
    private void gone(long id, String name, NameNews names) {
        if (state.store().mailbox(id).isPresent() && !events(name, subscribed.contains(name)).isEmpty()) {
            shut.add(id);
            names.shut(name);
        } else {
            names.named(name);
        }
    }

    /** The client itself creates, deletes or subscribes this name, or gives it to a mailbox: it isn't told of that. */
    public void own(String name) {
        own.add(name);
    }

    private void tell(NameNews names, ImapWriter out) {
        if (names.isEmpty()) {
            return;
        }
        try {
            names.write(out, MailboxTree.of(state), this::wants);
        } catch (StoreException e) {
            return; // the names can't be read now
        }
    }

    private boolean changed(Mailboxes.Info info, Mailbox.Status was, Mailbox.Status now) {
        if (was == null || now == null) {
            return false;
        }
        return was.messages() != now.messages() || was.uidNext() != now.uidNext()
            || was.highestModSeq() != now.highestModSeq() && (wants(info, NotifyEvent.FLAG_CHANGE) || wants(info, NotifyEvent.ANNOTATION_CHANGE));
    }

    /** The names that were subscribed since this was asked last, and those that are not any more. */
    private Set<String> resubscribed() {
        Set<String> now = state.mailboxes().subscriptions();
        var changed = new HashSet<>(now);
        changed.addAll(subscribed);
        Set<String> before = subscribed;
        changed.removeIf(name -> now.contains(name) == before.contains(name));
        subscribed = now;
        return changed;
    }

    /** Whether the client wants to know which annotations of a mailbox, or with an empty name of the server, are others now (RFC 5465 5.6, 5.7). */
    public boolean wantsMetadata(String mailbox) {
        if (mailbox.isEmpty()) {
            return groups.stream().anyMatch(g -> g.events().events().contains(NotifyEvent.SERVER_METADATA_CHANGE));
        }
        boolean isSubscribed = state.mailboxes().subscriptions().contains(mailbox);
        return wants(mailbox, isSubscribed, NotifyEvent.MAILBOX_METADATA_CHANGE);
    }

    @Override
    public void close() {
        subscriptions.values().forEach(Mailbox.Subscription::close);
    }
}
