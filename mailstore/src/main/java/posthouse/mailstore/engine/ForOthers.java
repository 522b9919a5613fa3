package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import posthouse.mailstore.jdbc.NodeBatch;
import posthouse.mailstore.jdbc.NodeChange;
import posthouse.mailstore.jdbc.NodeNote;
import posthouse.mailstore.journal.AccountChange;
import posthouse.mailstore.journal.MailboxChange;
import posthouse.mailstore.journal.Mutation;
import posthouse.mailstore.journal.SomeChanges;

/** What other nodes are told of a batch: what of their memory it made old, and whom to wake. */
final class ForOthers {

    private ForOthers() {
    }

    static NodeBatch of(long number, String node, View view, List<Task<?>> decided) {
        Set<Long> accounts = new HashSet<>();
        var notes = new ArrayList<NodeNote>();
        boolean directory = false;
        boolean everything = false;
        for (Task<?> task : decided) {
            Mutation mutation = task.decision().mutation();
            accounts.addAll(NamesChanged.in(mutation).byAccount().keySet());
            directory |= mutation.changes().stream().anyMatch(AccountChange.class::isInstance);
            everything |= mutation.changes().stream().anyMatch(MailboxChange.SkipNumbers.class::isInstance);
            addNotes(mutation, notes);
        }
        List<NodeChange> changes = view.changes();
        changes.stream().filter(c -> !c.isSmall()).map(NodeChange::account).forEach(accounts::add);
        return new NodeBatch(number, node, accounts, changes.stream().filter(c -> !accounts.contains(c.account())).toList(),
            Publishing.changed(view, decided), notes, directory, everything);
    }

    private static void addNotes(Mutation mutation, List<NodeNote> notes) {
        mutation.accept(new SomeChanges<RuntimeException>() {
            @Override
            public void setAnnotation(MailboxChange.SetAnnotation change) {
                notes.add(new NodeNote(change.mailbox(), change.account(), change.name()));
            }
        });
    }
}
