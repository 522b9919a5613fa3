package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import posthouse.mailstore.BadMailboxName;
import posthouse.mailstore.MailboxExists;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.NoSuchAccount;
import posthouse.mailstore.OverQuota;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.MailboxChange;
import posthouse.mailstore.journal.Numbers;

/** A new mailbox, and those above it that are missing: RFC 9051 6.3.4, RFC 6154 3. The answer is its id. */
record CreateMailbox(long account, String name, Set<SpecialUse> uses, long limit) implements NamesCommand<Long> {

    @Override
    public Decision<Long> decide(View view) throws StoreException {
        if (view.accounts().find(account).isEmpty()) {
            throw new NoSuchAccount("the account does not exist any more");
        }
        AccountState mailboxes = view.account(account);
        if (mailboxes.byName(name) != null) {
            throw new MailboxExists("a mailbox '" + name + "' exists");
        }
        var taken = mailboxes.mailboxes().stream().flatMap(m -> m.row().uses().stream()).collect(Collectors.toSet());
        for (SpecialUse use : uses) {
            if (taken.contains(use)) {
                throw new MailboxExists("there is a mailbox for " + use.attribute + " already");
            }
        }
        var changes = new ArrayList<Change>(missingParents(mailboxes, account, name, view.numbers()));
        changes.add(create(account, name, uses, view.numbers(), changes.size()));
        checkLimit(mailboxes, changes.size(), limit);
        return Decision.of(((MailboxChange.CreateMailbox) changes.get(changes.size() - 1)).id(), changes);
    }

    static void checkLimit(AccountState mailboxes, int more, long limit) throws OverQuota {
        if (more > 0 && mailboxes.names().size() + more > limit) {
            throw new OverQuota("an account has at most " + limit + " mailboxes");
        }
    }

    static List<Change> missingParents(AccountState mailboxes, long account, String name, Numbers next) {
        var changes = new ArrayList<Change>();
        for (String parent : MailboxName.parents(name)) {
            if (mailboxes.byName(parent) == null) {
                changes.add(create(account, parent, EnumSet.noneOf(SpecialUse.class), next, changes.size()));
            }
        }
        return changes;
    }

    /** @param before how many are created before it in the same mutation */
    static MailboxChange.CreateMailbox create(long account, String name, Set<SpecialUse> uses, Numbers next, int before) {
        return new MailboxChange.CreateMailbox(next.mailbox() + before, account, name, uses, next.uidValidity() + before);
    }

    static void checkNotInbox(String name, String what) throws BadMailboxName {
        if (name.equals(Mailboxes.INBOX)) {
            throw new BadMailboxName("INBOX can't be " + what);
        }
    }
}
