package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import posthouse.mailstore.MailStore.Delivered;
import posthouse.mailstore.MailStore.Destinations;
import posthouse.mailstore.MailStore.LocalCopy;
import posthouse.mailstore.Outgoing;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.journal.BodySource;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.MessageChange.AddMessages;
import posthouse.mailstore.journal.Mutation;

/** One message for several mailboxes, and for recipients on other servers. */
record Deliver(Spooled message, Destinations destinations, long now) implements Command<List<Delivered>> {

    @Override
    public long size() {
        return message.fileNumber() == 0 ? message.size() : 0;
    }

    @Override
    public boolean isAnsweredFirst() {
        return true;
    }

    @Override
    public Decision<List<Delivered>> decide(View view) throws StoreException {
        Outgoing later = destinations.later();
        var local = new LocalCopies(view, now);
        var results = new ArrayList<Delivered>();
        var waiting = new LinkedHashSet<Outgoing.To>();
        for (LocalCopy copy : destinations.copies()) {
            try {
                results.add(local.add(0, message.size(), copy, true));
            } catch (StoreException e) {
                if (!destinations.partial() && later == null) {
                    throw e;
                }
                if (later != null) {
                    waiting.add(later.recipients().get(results.size()));
                }
                results.add(new Delivered(0, copy.mailbox(), 0, 0, e));
            }
        }
        if (local.stored().isEmpty() && destinations.outgoing().isEmpty()) {
            return nothing(results);
        }
        var queued = new ArrayList<>(destinations.outgoing());
        if (!waiting.isEmpty()) {
            queued.add(new Outgoing(later.sender(), later.terms(), List.copyOf(waiting), later.prefix()));
        }
        long body = view.numbers().body();
        var changes = new ArrayList<Change>();
        changes.add(new AddMessages(List.of(Append.body(body, message, 0)), local.stored()));
        changes.addAll(local.counters());
        changes.addAll(Queueing.changes(queued, local.nextId(), body, message.size(), now));
        List<BodySource> data = message.fileNumber() == 0 ? List.of(message) : List.of();
        return new Decision<>(new Mutation(changes), data, List.of(), results);
    }

    /** Nobody can have it now: whoever sends it is told so, if it can't be told for each recipient. */
    private Decision<List<Delivered>> nothing(List<Delivered> results) throws StoreException {
        if (destinations.later() != null && !results.isEmpty()) {
            throw results.get(0).failure();
        }
        return new Decision<>(new Mutation(List.of()), List.of(), List.of(), results);
    }
}
