package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.mailstore.MailStore.Delivered;
import posthouse.mailstore.MailStore.LocalCopy;
import posthouse.mailstore.NoSuchAccount;
import posthouse.mailstore.OutboundQueue.Conclusion;
import posthouse.mailstore.OutboundQueue.NewMail;
import posthouse.mailstore.QueuedMessage;
import posthouse.mailstore.QueuedMessage.Progress;
import posthouse.mailstore.QueuedMessage.Recipient;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.journal.BodySource;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.MessageChange.AddMessages;
import posthouse.mailstore.journal.Mutation;
import posthouse.mailstore.journal.QueueChange;

/** Results of transfers: recipients that are done with go, together with what is delivered here and the notices to their senders. */
record Conclude(List<Conclusion> conclusions, long now) implements Command<List<Delivered>> {
    private static final Logger LOG = LogManager.getLogger(Conclude.class);

    /** @param delivery whether it is the message itself, which counts for the quota, and not a notice */
    private record Bringing(NewMail mail, boolean delivery) {
        static Stream<Bringing> of(Conclusion conclusion) {
            return Stream.of(new Bringing(conclusion.delivery(), true), new Bringing(conclusion.notice(), false)).filter(b -> b.mail != null);
        }

        Spooled octets() {
            return (Spooled) mail.octets();
        }
    }

    @Override
    public long size() {
        return conclusions.stream().flatMap(Bringing::of).map(Bringing::octets).filter(m -> m.fileNumber() == 0).mapToLong(Spooled::size).sum();
    }

    @Override
    public Decision<List<Delivered>> decide(View view) throws StoreException, DatabaseFailed {
        var changes = new ArrayList<Change>();
        var brought = new ArrayList<Bringing>();
        for (Conclusion each : conclusions) {
            Optional<QueuedMessage> queued = view.writing().queued(each.message().id());
            if (queued.isPresent() && conclude(each, queued.get(), changes)) {
                Bringing.of(each).forEach(brought::add);
            }
        }
        var data = new ArrayList<BodySource>();
        var delivered = new ArrayList<Delivered>();
        changes.addAll(bring(view, brought, data, delivered));
        return new Decision<>(new Mutation(changes), data, List.of(), delivered);
    }

    /** @return whether any of its recipients is there still: who was removed meanwhile is not reported on */
    private static boolean conclude(Conclusion conclusion, QueuedMessage queued, List<Change> changes) {
        var done = new ArrayList<Integer>();
        Map<Integer, Progress> deferred = new HashMap<>();
        for (Recipient recipient : queued.recipients()) {
            if (conclusion.done().contains(recipient.number())) {
                done.add(recipient.number());
            } else if (conclusion.deferred().containsKey(recipient.number())) {
                deferred.put(recipient.number(), conclusion.deferred().get(recipient.number()).held(recipient.progress().held()));
            }
        }
        if (!deferred.isEmpty()) {
            changes.add(new QueueChange.SetProgress(queued.id(), deferred));
        }
        if (!done.isEmpty()) {
            changes.add(new QueueChange.RemoveQueued(queued.id(), done, done.size() == queued.recipients().size() ? queued.body() : 0));
        }
        return !done.isEmpty() || !deferred.isEmpty();
    }

    private List<Change> bring(View view, List<Bringing> brought, List<BodySource> data, List<Delivered> delivered) throws StoreException {
        var bodies = new ArrayList<AddMessages.Body>();
        var local = new LocalCopies(view, now);
        long offset = 0;
        for (Bringing each : brought) {
            Spooled octets = each.octets();
            for (LocalCopy copy : each.mail().copies()) {
                if (each.delivery()) {
                    delivered.add(local.add(bodies.size(), octets.size(), copy, true));
                } else {
                    addNotice(local, bodies.size(), octets, copy);
                }
            }
            bodies.add(Append.body(view.numbers().body() + bodies.size(), octets, offset));
            if (octets.fileNumber() == 0) {
                data.add(octets);
                offset += octets.size();
            }
        }
        var changes = new ArrayList<Change>();
        if (!bodies.isEmpty()) {
            changes.add(new AddMessages(bodies, local.stored()));
            changes.addAll(local.counters());
        }
        long id = local.nextId();
        for (int i = 0; i < brought.size(); i++) {
            List<Change> queued = Queueing.changes(brought.get(i).mail().outgoing(), id, bodies.get(i).id(), bodies.get(i).length(), now);
            changes.addAll(queued);
            id += queued.size();
        }
        return changes;
    }

    /** A sender who is gone by now can't be told. */
    private static void addNotice(LocalCopies local, int message, Spooled octets, LocalCopy copy) throws StoreException {
        try {
            local.add(message, octets.size(), copy, false);
        } catch (NoSuchAccount e) {
            LOG.info("a notice of delivery has nobody to go to: {}", e.getMessage());
        }
    }
}
