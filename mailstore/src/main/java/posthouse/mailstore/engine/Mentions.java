package posthouse.mailstore.engine;

import java.util.Set;
import posthouse.mailstore.journal.AccountChange.AddAccount;
import posthouse.mailstore.journal.AccountChange.AddAppPassword;
import posthouse.mailstore.journal.AccountChange.RemoveAlias;
import posthouse.mailstore.journal.AccountChange.SetAlias;
import posthouse.mailstore.journal.AccountChange.SetApopSecret;
import posthouse.mailstore.journal.AccountChange.SetKeys;
import posthouse.mailstore.journal.MailboxChange.CreateMailbox;
import posthouse.mailstore.journal.MailboxChange.RenameMailbox;
import posthouse.mailstore.journal.MailboxChange.RestoreMailbox;
import posthouse.mailstore.journal.MailboxChange.SetAnnotation;
import posthouse.mailstore.journal.MailboxChange.SetSubscribed;
import posthouse.mailstore.journal.MailboxChange.SetUses;
import posthouse.mailstore.journal.MessageChange.AddMessages;
import posthouse.mailstore.journal.MessageChange.SetAnnotations;
import posthouse.mailstore.journal.MessageChange.SetFlags;
import posthouse.mailstore.journal.Mutation;
import posthouse.mailstore.journal.QueueChange.QueueMessage;
import posthouse.mailstore.journal.SomeChanges;

/** Whether a record says something of some accounts that is more than numbers: their mail, names, passwords, notes. */
final class Mentions implements SomeChanges<RuntimeException> {
    private final Set<Long> accounts;
    private final Set<Long> mailboxes;
    /** Their addresses, in canonical form. */
    private final Set<String> addresses;
    private boolean found;

    private Mentions(Set<Long> accounts, Set<Long> mailboxes, Set<String> addresses) {
        this.accounts = accounts;
        this.mailboxes = mailboxes;
        this.addresses = addresses;
    }

    static boolean in(Mutation mutation, Set<Long> accounts, Set<Long> mailboxes, Set<String> addresses) {
        var mentions = new Mentions(accounts, mailboxes, addresses);
        mutation.accept(mentions);
        return mentions.found;
    }

    @Override
    public void addMessages(AddMessages change) {
        found |= change.copies().stream().anyMatch(copy -> mailboxes.contains(copy.mailbox()));
    }

    @Override
    public void setFlags(SetFlags change) {
        found |= mailboxes.contains(change.mailbox()) && change.groups().stream().anyMatch(group -> !group.flags().keywords().isEmpty());
    }

    @Override
    public void setAnnotations(SetAnnotations change) {
        found |= mailboxes.contains(change.mailbox()) || change.notes().stream().anyMatch(note -> accounts.contains(note.account()));
    }

    @Override
    public void createMailbox(CreateMailbox change) {
        found |= accounts.contains(change.account());
    }

    @Override
    public void restoreMailbox(RestoreMailbox change) {
        found |= accounts.contains(change.account());
    }

    @Override
    public void renameMailbox(RenameMailbox change) {
        found |= accounts.contains(change.account());
    }

    @Override
    public void setUses(SetUses change) {
        found |= accounts.contains(change.account());
    }

    @Override
    public void setSubscribed(SetSubscribed change) {
        found |= accounts.contains(change.account());
    }

    @Override
    public void setAnnotation(SetAnnotation change) {
        found |= accounts.contains(change.account()) || mailboxes.contains(change.mailbox());
    }

    @Override
    public void addAccount(AddAccount change) {
        found |= accounts.contains(change.id());
    }

    @Override
    public void setKeys(SetKeys change) {
        found |= accounts.contains(change.account());
    }

    @Override
    public void setApopSecret(SetApopSecret change) {
        found |= accounts.contains(change.account());
    }

    @Override
    public void addAppPassword(AddAppPassword change) {
        found |= accounts.contains(change.account());
    }

    @Override
    public void setAlias(SetAlias change) {
        found |= addresses.contains(change.localPart() + '@' + change.domain());
    }

    @Override
    public void removeAlias(RemoveAlias change) {
        found |= addresses.contains(change.localPart() + '@' + change.domain());
    }

    @Override
    public void queueMessage(QueueMessage change) {
        found |= accounts.contains(change.message().terms().account());
    }
}
