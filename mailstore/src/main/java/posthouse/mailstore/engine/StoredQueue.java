package posthouse.mailstore.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import posthouse.mailstore.MailStore.Delivered;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.MessageGone;
import posthouse.mailstore.OutboundQueue;
import posthouse.mailstore.Outgoing;
import posthouse.mailstore.QueuedMessage;
import posthouse.mailstore.QueuedMessage.Recipient;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.MessageRow;
import posthouse.mailstore.jdbc.QueueTables;

/** The outbound queue: read from the tables, changed by records. */
final class StoredQueue implements OutboundQueue {
    private final OpenStore store;
    private final Claims claims = new Claims();
    private final NodeClaims nodeClaims;
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private final AtomicLong lastAccount = new AtomicLong();

    StoredQueue(OpenStore store) {
        this.store = store;
        this.nodeClaims = new NodeClaims(() -> store.engine().locks(), this::find);
    }

    private QueueTables tables() {
        return store.database().queue();
    }

    @Override
    public void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    /** Mail was queued. */
    void queued(List<Outgoing> outgoing) {
        var domains = outgoing.stream().flatMap(o -> o.recipients().stream()).map(to -> to.address().domain().name()).collect(Collectors.toSet());
        if (!domains.isEmpty()) {
            watchers.forEach(w -> w.queued(domains));
        }
    }

    @Override
    public List<String> domains(String after, int limit) throws StoreException {
        return tables().domains(after, limit);
    }

    @Override
    public Optional<Instant> nextDue(String domain, Instant now) throws StoreException {
        return tables().nextDue(domain, now);
    }

    @Override
    public List<QueuedMessage> claim(String domain, Predicate<String> together, Instant now, int limit) throws StoreException {
        Predicate<Recipient> wanted = r -> (r.domain().equals(domain) || together.test(r.domain()))
            && !r.progress().held() && !r.progress().nextAttempt().isAfter(now);
        var claimed = amongNodes(claims.claim(without ->
            tables().due(domain, lastAccount.get(), now, limit, without::contains, without.count(domain)), wanted));
        if (!claimed.isEmpty()) {
            lastAccount.set(claimed.get(claimed.size() - 1).terms().account());
        }
        return claimed;
    }

    private List<QueuedMessage> amongNodes(List<QueuedMessage> claimed) throws StoreException {
        var ours = new ArrayList<QueuedMessage>();
        for (QueuedMessage message : claimed) {
            List<Recipient> recipients = List.of();
            try {
                recipients = nodeClaims.take(message);
            } finally {
                var taken = recipients;
                claims.release(message.with(message.recipients().stream().filter(r -> !taken.contains(r)).toList()));
            }
            if (!recipients.isEmpty()) {
                ours.add(message.with(recipients));
            }
        }
        return ours;
    }

    @Override
    public void release(QueuedMessage claimed) {
        nodeClaims.release(claims.release(claimed));
    }

    @Override
    public List<Delivered> conclude(List<Conclusion> conclusions) throws StoreException {
        var mail = conclusions.stream().flatMap(c -> Stream.of(c.delivery(), c.notice())).filter(Objects::nonNull).toList();
        var octets = mail.stream().map(m -> (Spooled) m.octets()).toList();
        var delivered = store.submitNew(new Conclude(List.copyOf(conclusions), System.currentTimeMillis()), octets, done -> true);
        conclusions.forEach(c -> release(c.message()));
        queued(mail.stream().flatMap(m -> m.outgoing().stream()).toList());
        return delivered;
    }

    @Override
    public MessageBody body(QueuedMessage message) throws StoreException {
        for (int attempts = 0; attempts < 3; attempts++) {
            MessageRow row = tables().octets(message).orElseThrow(() -> new MessageGone("the message is not in the queue any more"));
            try {
                return StoredBody.open(row, store.bodies());
            } catch (BodyMoved e) {
                continue; // between the two lines above
            }
        }
        throw new Unavailable("the message can't be read now");
    }

    @Override
    public List<QueuedMessage> list(long after, int limit) throws StoreException {
        return tables().list(after, limit);
    }

    @Override
    public Optional<QueuedMessage> find(long id) throws StoreException {
        return tables().find(id);
    }

    @Override
    public List<QueuedMessage> named(String journey) throws StoreException {
        return tables().named(journey);
    }

    @Override
    public List<Long> ofDomain(String domain, long after, int limit) throws StoreException {
        return tables().ofDomain(domain, after, limit);
    }

    @Override
    public void retry(Collection<Long> messages, boolean released) throws StoreException {
        Instant now = Instant.now();
        Set<String> domains = store.submit(new Requeue(new HashSet<>(messages), p -> p.held(p.held() && !released).next(now)));
        if (!domains.isEmpty()) {
            watchers.forEach(w -> w.retried(domains));
        }
    }

    @Override
    public void hold(Collection<Long> messages) throws StoreException {
        store.submit(new Requeue(new HashSet<>(messages), p -> p.held(true)));
    }

    @Override
    public void remove(Collection<Long> messages) throws StoreException {
        store.submit(new Requeue(new HashSet<>(messages), null));
    }
}
