package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import posthouse.mailstore.QueuedMessage;
import posthouse.mailstore.QueuedMessage.Progress;
import posthouse.mailstore.QueuedMessage.Recipient;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.QueueChange;

/**
 * Changes queued messages as an administrator wishes; says which domains they concern.
 *
 * @param change of the progress of all their recipients; {@code null} to remove them
 */
record Requeue(Collection<Long> messages, UnaryOperator<Progress> change) implements Command<Set<String>> {

    @Override
    public Decision<Set<String>> decide(View view) throws DatabaseFailed {
        Set<String> domains = new HashSet<>();
        var changes = new ArrayList<Change>();
        for (long id : messages) {
            Optional<QueuedMessage> queued = view.writing().queued(id);
            if (queued.isPresent()) {
                changes.add(change(queued.get()));
                queued.get().recipients().forEach(r -> domains.add(r.domain()));
            }
        }
        return Decision.of(domains, changes);
    }

    private Change change(QueuedMessage queued) {
        if (change == null) {
            return new QueueChange.RemoveQueued(queued.id(), queued.recipients().stream().map(Recipient::number).toList(), queued.body());
        }
        Map<Integer, Progress> changed = new HashMap<>();
        queued.recipients().forEach(r -> changed.put(r.number(), change.apply(r.progress())));
        return new QueueChange.SetProgress(queued.id(), changed);
    }
}
