package posthouse.mailstore.engine;

import java.util.LinkedHashSet;
import java.util.Set;
import posthouse.mailstore.journal.AccountChange;
import posthouse.mailstore.journal.MailboxChange.CreateMailbox;
import posthouse.mailstore.journal.MailboxChange.DeleteMailbox;
import posthouse.mailstore.journal.MailboxChange.RenameMailbox;
import posthouse.mailstore.journal.MailboxChange.RestoreMailbox;
import posthouse.mailstore.journal.MailboxChange.SetRights;
import posthouse.mailstore.journal.MailboxChange.SetSubscribed;
import posthouse.mailstore.journal.MessageChange;
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
        return mutation.changes().stream().anyMatch(c -> c instanceof MessageChange.SetCounters || c instanceof DeleteMailbox || c instanceof RestoreMailbox
            || c instanceof AccountChange.RemoveAccount || c instanceof AccountChange.RestoreAccount);
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
