package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import posthouse.common.address.EmailAddress;
import posthouse.common.sasl.AppPassword;
import posthouse.common.sasl.ScramKeys;
import posthouse.mailstore.AlreadyExists;
import posthouse.mailstore.Annotations;
import posthouse.mailstore.Grant;
import posthouse.mailstore.NoSuchDomain;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.jdbc.AnnotationRow;
import posthouse.mailstore.journal.AccountChange;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.MailboxChange;

/**
 * An account out of a backup, with all that was its own but the messages: they come into its mailboxes later.
 *
 * @param apopSecret {@code null} for none
 * @param annotations of the server
 * @param shared mailboxes of others that it could use
 */
record MakeRestoredAccount(EmailAddress address, long quotaOctets, long quotaMessages, long quotaMailboxes, List<ScramKeys> keys, String apopSecret,
    List<AppPassword> appPasswords, List<String> forward, List<AnnotationRow> annotations, List<RestoredMailbox> mailboxes, Set<String> subscriptions,
    List<Shared> shared) implements NamesCommand<Void> {

    /** @param grant of it, to this account */
    record Shared(long owner, long mailbox, Grant grant) {
    }

    @Override
    public Decision<Void> decide(View view) throws StoreException {
        if (!view.accounts().domains().containsKey(address.domain())) {
            throw new NoSuchDomain("the domain " + address.domain() + " is not a local one");
        }
        if (view.accounts().find(address).isPresent() || view.accounts().alias(address).isPresent()) {
            throw new AlreadyExists(address + " exists");
        }
        long id = view.numbers().account();
        var changes = new ArrayList<Change>();
        changes.add(new AccountChange.AddAccount(id, address.localPart(), address.domain().name(), keys));
        changes.add(new AccountChange.SetQuota(id, quotaOctets, quotaMessages));
        if (quotaMailboxes != 0) {
            changes.add(new AccountChange.SetMailboxQuota(id, quotaMailboxes));
        }
        if (apopSecret != null) {
            changes.add(new AccountChange.SetApopSecret(id, apopSecret));
        }
        appPasswords.forEach(password -> changes.add(new AccountChange.AddAppPassword(id, password)));
        if (!forward.isEmpty()) {
            changes.add(new AccountChange.SetAlias(address.localPart(), address.domain().name(), forward));
        }
        annotations.forEach(a -> changes.add(RestoredMailbox.annotation(Annotations.SERVER, id, a)));
        int made = 0;
        for (RestoredMailbox mailbox : mailboxes) {
            mailbox.addTo(changes, CreateMailbox.create(id, mailbox.name(), mailbox.uses(), view.numbers(), made++));
        }
        subscriptions.forEach(name -> changes.add(new MailboxChange.SetSubscribed(id, name, true)));
        for (Shared each : shared) {
            if (view.account(each.owner).byId(each.mailbox) != null) {
                changes.add(new MailboxChange.SetRights(each.owner, each.mailbox, id, each.grant.negative(), each.grant.letters()));
            }
        }
        return Decision.of(null, changes);
    }
}
