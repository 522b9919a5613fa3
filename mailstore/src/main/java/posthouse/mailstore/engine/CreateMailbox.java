package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import posthouse.mailstore.BadMailboxName;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Grant;
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

    private static final int MOST_INHERITED = 10_000;

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
        MailboxChange.CreateMailbox created = create(account, name, uses, view.numbers(), changes.size());
        changes.add(created);
        checkLimit(view, account, changes.size(), limit);
        changes.addAll(inherited(mailboxes, account, changes));
        return Decision.of(created.id(), changes);
    }

    /** New mailboxes are shared like the nearest that lies above them (RFC 4314 3). */
    static List<Change> inherited(AccountState mailboxes, long account, List<Change> created) throws OverQuota {
        var rights = new ArrayList<Change>();
        for (Change change : created) {
            if (change instanceof MailboxChange.CreateMailbox mailbox) {
                above(mailboxes, mailbox.name()).forEach(grant ->
                    rights.add(new MailboxChange.SetRights(account, mailbox.id(), grant.account(), grant.negative(), grant.letters())));
            }
        }
        if (rights.size() > MOST_INHERITED) {
            throw new OverQuota("too many rights for so many mailboxes at once");
        }
        return rights;
    }

    private static List<Grant> above(AccountState mailboxes, String name) {
        List<String> parents = MailboxName.parents(name);
        for (int i = parents.size() - 1; i >= 0; i--) {
            MailboxState parent = mailboxes.byName(parents.get(i));
            if (parent != null) {
                return mailboxes.grants(parent.row().id());
            }
        }
        return List.of();
    }

    /** @param most how many any account may have */
    static void checkLimit(View view, long account, int more, long most) throws StoreException {
        long limit = view.accounts().find(account).map(a -> limit(a.account(), most)).orElse(most);
        if (more > 0 && view.account(account).names().size() + more > limit) {
            throw new OverQuota("an account has at most " + limit + " mailboxes");
        }
    }

    /** How many mailboxes an account may have. */
    static long limit(Account account, long most) {
        return account.quotaMailboxes() == 0 ? most : Math.min(account.quotaMailboxes(), most);
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
