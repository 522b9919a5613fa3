package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import posthouse.mailstore.Annotations;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.NoSuchMailbox;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.TooManyAnnotations;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.MailboxChange;

/** Annotations, read from their rows and set as commands that have a batch of their own: so nothing else decides about them. */
final class StoredAnnotations implements Annotations {
    private final OpenStore store;
    private final Map<Long, List<Watcher>> watchers = new ConcurrentHashMap<>();

    StoredAnnotations(OpenStore store) {
        this.store = store;
    }

    @Override
    public SortedMap<String, byte[]> read(long mailbox, long account) throws StoreException {
        return store.database().annotations(mailbox, account);
    }

    @Override
    public void set(long mailbox, List<Annotation> annotations) throws StoreException {
        store.submit((NamesCommand<Void>) view -> decide(view, mailbox, annotations));
        tell(mailbox, annotations.stream().map(a -> new Noted(a.account(), a.name())).toList());
    }

    /** Some of one place were set, here or through another node. */
    void tell(long mailbox, List<Noted> annotations) throws StoreException {
        var news = new Changed(mailbox, annotations);
        Stream<Long> accounts = mailbox == SERVER ? annotations.stream().map(Noted::account).distinct()
            : store.mailbox(mailbox).map(Mailbox::accountId).stream();
        accounts.forEach(account -> watchers.getOrDefault(account, List.of()).forEach(watcher -> watcher.changed.accept(news)));
    }

    @Override
    public Mailbox.Subscription watch(long account, Consumer<Changed> changed) {
        var watcher = new Watcher(changed);
        watchers.compute(account, (id, before) -> {
            List<Watcher> watching = before == null ? new CopyOnWriteArrayList<>() : before;
            watching.add(watcher);
            return watching;
        });
        return () -> watchers.computeIfPresent(account, (id, watching) -> {
            watching.remove(watcher);
            return watching.isEmpty() ? null : watching;
        });
    }

    /** One subscription; two of the same consumer are two. */
    private static final class Watcher {
        private final Consumer<Changed> changed;

        Watcher(Consumer<Changed> changed) {
            this.changed = changed;
        }
    }

    private Decision<Void> decide(View view, long mailbox, List<Annotation> annotations) throws StoreException, DatabaseFailed {
        Optional<Mailbox> noted = store.mailbox(mailbox);
        if (mailbox != SERVER && noted.isEmpty()) {
            throw new NoSuchMailbox("the mailbox does not exist any more");
        }
        Map<Long, SortedMap<String, byte[]>> after = new TreeMap<>();
        var changes = new ArrayList<Change>();
        for (Annotation each : annotations) {
            if (!after.containsKey(each.account())) {
                after.put(each.account(), view.writing().annotations(mailbox, each.account()));
            }
            if (each.value() == null) {
                after.get(each.account()).remove(each.name());
            } else {
                after.get(each.account()).put(each.name(), each.value());
            }
            changes.add(new MailboxChange.SetAnnotation(mailbox, each.account(), each.name(), each.value()));
        }
        if (annotations.stream().anyMatch(a -> a.value() != null) && after.values().stream().anyMatch(StoredAnnotations::tooMany)) {
            throw new TooManyAnnotations();
        }
        if (mailbox != SERVER) {
            changes.add(view.tally(noted.get().accountId(), mailbox).result()); // RFC 7162 3.2: its mod-sequence tells of annotations too
        }
        return Decision.of(null, changes);
    }

    private static boolean tooMany(SortedMap<String, byte[]> annotations) {
        return annotations.size() > MOST || annotations.values().stream().mapToLong(v -> v.length).sum() > MAX_ALL;
    }
}
