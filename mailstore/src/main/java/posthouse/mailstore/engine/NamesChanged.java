package posthouse.mailstore.engine;

import java.util.LinkedHashSet;
import java.util.Set;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.Change.CreateMailbox;
import posthouse.mailstore.journal.Change.DeleteMailbox;
import posthouse.mailstore.journal.Change.RenameMailbox;
import posthouse.mailstore.journal.Change.RestoreMailbox;
import posthouse.mailstore.journal.Change.SetRights;
import posthouse.mailstore.journal.Change.SetSubscribed;
import posthouse.mailstore.journal.Mutation;
import posthouse.mailstore.journal.SomeChanges;

/** Whose mailboxes have other names after a mutation, and which are gone. */
final class NamesChanged implements SomeChanges<RuntimeException> {
    private final Set<Long> accounts = new LinkedHashSet<>();
    private final Set<Long> deleted = new LinkedHashSet<>();

    private NamesChanged() {
    }

    static Set<Long> accountsIn(Mutation mutation) {
        var changed = new NamesChanged();
        mutation.accept(changed);
        return changed.accounts;
    }

    static Set<Long> mailboxesIn(Mutation mutation) {
        var changed = new NamesChanged();
        mutation.accept(changed);
        return changed.deleted;
    }

    /** Whether it has mail come or go in ways that counters do not tell. */
    static boolean movesMail(Mutation mutation) {
        return mutation.changes().stream().anyMatch(c -> c instanceof Change.SetCounters || c instanceof DeleteMailbox || c instanceof RestoreMailbox
            || c instanceof Change.RemoveAccount || c instanceof Change.RestoreAccount);
    }

    @Override
    public void createMailbox(CreateMailbox change) {
        accounts.add(change.account());
    }

    @Override
    public void deleteMailbox(DeleteMailbox change) {
        accounts.add(change.account());
        deleted.add(change.id());
    }

    @Override
    public void restoreMailbox(RestoreMailbox change) {
        accounts.add(change.account());
    }

    @Override
    public void renameMailbox(RenameMailbox change) {
        accounts.add(change.account());
    }

    @Override
    public void setRights(SetRights change) {
        accounts.add(change.account());
    }

    @Override
    public void setSubscribed(SetSubscribed change) {
        accounts.add(change.account());
    }
}
