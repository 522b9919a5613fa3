package posthouse.imap.metadata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import posthouse.imap.Authenticated;
import posthouse.imap.access.Right;
import posthouse.imap.wire.ImapWriter;
import posthouse.mailstore.Annotations;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.StoreException;

/**
 * Annotations that others changed, as a client is told of them without asking: their names (RFC 5464 4.4.2, RFC 5465 5.6, 5.7). Only for
 * clients that said so, by ENABLE METADATA or by NOTIFY; not of what the client set itself. It hears of what is set through this server.
 */
public final class MetadataNews implements AutoCloseable {

    /** Of more, the oldest are forgotten: a client that is told of a thousand looks for itself. */
    private static final int MOST = 1000;

    private final Authenticated state;
    private final List<Mailbox.Subscription> subscriptions = new ArrayList<>();
    private final Map<Long, Set<String>> pending = new LinkedHashMap<>(); // by mailbox; guarded by itself
    private int count;
    private volatile boolean muted;

    /** @param state whose mailboxes are meant, and those that others share with it now */
    public MetadataNews(Authenticated state) throws StoreException {
        this.state = state;
        Annotations annotations = state.store().annotations();
        subscriptions.add(annotations.watch(state.accountId(), this::changed));
        for (long owner : state.store().sharedWith(state.accountId()).keySet()) {
            subscriptions.add(annotations.watch(owner, this::changed));
        }
    }

    /** From any thread. */
    private void changed(Annotations.Changed news) {
        if (muted) {
            return;
        }
        synchronized (pending) {
            for (Annotations.Noted each : news.annotations()) {
                boolean visible = each.account() == Annotations.SHARED || each.account() == state.accountId();
                if (visible && each.name().startsWith("/") && count < MOST) {
                    String entry = (each.account() == Annotations.SHARED ? Entry.SHARED : Entry.PRIVATE) + each.name();
                    count += pending.computeIfAbsent(news.mailbox(), id -> new LinkedHashSet<>()).add(entry) ? 1 : 0;
                }
            }
        }
        state.client().connection().wake();
    }

    /** The client itself changes something. */
    public void mute(boolean mute) {
        muted = mute;
    }

    /**
     * Tells what has changed since this was asked last.
     *
     * @param wanted the mailboxes, by the names the client knows them by, of which it is told; the empty name is the server
     */
    public void write(ImapWriter out, Predicate<String> wanted) {
        Map<Long, Set<String>> changed;
        synchronized (pending) {
            changed = new LinkedHashMap<>(pending);
            pending.clear();
            count = 0;
        }
        changed.forEach((mailbox, entries) -> name(mailbox).filter(wanted).ifPresent(name -> write(out, name, entries)));
    }

    /** {@code * METADATA "INBOX" /shared/comment /private/comment}: RFC 5464 4.4.2. */
    private static void write(ImapWriter out, String name, Set<String> entries) {
        out.text("* METADATA ").mailbox(name);
        entries.forEach(entry -> out.sp().astring(entry));
        out.crlf();
    }

    private Optional<String> name(long id) {
        if (id == Annotations.SERVER) {
            return Optional.of("");
        }
        try {
            Optional<Mailbox> mailbox = state.store().mailbox(id);
            boolean visible = mailbox.isPresent() && state.names().rights(mailbox.get()).has(Right.LOOKUP)
                && state.names().rights(mailbox.get()).hasAny(Right.READ, Right.SEEN, Right.WRITE, Right.INSERT, Right.POST);
            return visible ? Optional.of(state.names().nameOf(mailbox.get())) : Optional.empty();
        } catch (StoreException e) {
            return Optional.empty(); // it was deleted a moment ago
        }
    }

    @Override
    public void close() {
        subscriptions.forEach(Mailbox.Subscription::close);
    }
}
