package posthouse.mailstore.engine;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import posthouse.mailstore.BadMailboxName;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Grant;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.NoSuchMailbox;
import posthouse.mailstore.OverQuota;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.MailboxRow;
import posthouse.mailstore.journal.MailboxChange;

/** The mailboxes of one account. */
final class StoredMailboxes implements Mailboxes {
    private final OpenStore store;
    private final long account;
    private final String protocol;

    StoredMailboxes(OpenStore store, long account) {
        this(store, account, "");
    }

    private StoredMailboxes(OpenStore store, long account, String protocol) {
        this.store = store;
        this.account = account;
        this.protocol = protocol;
    }

    @Override
    public Mailboxes by(String name) {
        return new StoredMailboxes(store, account, name);
    }

    private AccountState state() {
        try {
            return store.memory().account(account);
        } catch (Unavailable e) {
            throw new StoreDown(e);
        }
    }

    private AccountState names() {
        try {
            return store.memory().names(account);
        } catch (Unavailable e) {
            throw new StoreDown(e);
        }
    }

    @Override
    public List<Info> list() {
        AccountState mailboxes = names();
        return mailboxes.mailboxes().stream().map(MailboxState::row)
            .map(m -> new Info(m.id(), m.name(), m.uses(), mailboxes.subscriptions().contains(m.name()))).toList();
    }

    @Override
    public Optional<Mailbox> find(String name) {
        try {
            MailboxState found = names().byName(MailboxName.canonical(name));
            return Optional.ofNullable(found).map(m -> mailbox(m.row()));
        } catch (BadMailboxName e) {
            return Optional.empty();
        }
    }

    private Mailbox mailbox(MailboxRow row) {
        return new StoredMailbox(store, row.account(), row.id(), row.uidValidity(), protocol);
    }

    @Override
    public Mailbox create(String name, Set<SpecialUse> uses) throws StoreException {
        boolean trailing = name.length() > 1 && name.charAt(name.length() - 1) == SEPARATOR;
        String canonical = MailboxName.canonical(trailing ? name.substring(0, name.length() - 1) : name);
        var kept = EnumSet.noneOf(SpecialUse.class);
        kept.addAll(uses);
        long id = store.submit(new CreateMailbox(account, canonical, kept, store.maxMailboxes()));
        return store.mailbox(id).orElseThrow(() -> new NoSuchMailbox("the mailbox does not exist any more"));
    }

    @Override
    public void delete(String name) throws StoreException {
        String canonical = MailboxName.canonical(name);
        CreateMailbox.checkNotInbox(canonical, "deleted");
        prepare(canonical);
        store.submit(new DeleteMailbox(account, canonical, store.undelete().keptAt(System.currentTimeMillis())));
    }

    /** Has the messages of a large mailbox in memory before the writer needs all of them. */
    private void prepare(String name) throws StoreException {
        MailboxState mailbox = state().byName(name);
        if (mailbox != null && mailbox.row().messages() > StoredMailbox.MANY) {
            store.memory().withMessages(account, mailbox.row().id());
        }
    }

    @Override
    public void rename(String from, String to) throws StoreException {
        boolean trailing = to.length() > 1 && to.charAt(to.length() - 1) == SEPARATOR;
        String target = MailboxName.canonical(trailing ? to.substring(0, to.length() - 1) : to);
        String source = MailboxName.canonical(from);
        if (source.equals(INBOX)) { // its messages are moved
            prepare(source);
        }
        store.submit(new RenameMailbox(account, source, target, System.currentTimeMillis(), store.maxMailboxes()));
    }

    @Override
    public List<String> setUses(long mailbox, Set<SpecialUse> uses) throws StoreException {
        return store.submit(new SetUses(account, mailbox, uses));
    }

    @Override
    public Set<String> subscriptions() {
        return new TreeSet<>(names().subscriptions());
    }

    @Override
    public void subscribe(String name) throws StoreException {
        setSubscribed(MailboxName.canonical(name), true);
    }

    @Override
    public void unsubscribe(String name) throws StoreException {
        setSubscribed(MailboxName.canonical(name), false);
    }

    private void setSubscribed(String name, boolean subscribed) throws StoreException {
        store.submit((NamesCommand<Void>) view -> view.account(account).subscriptions().contains(name) == subscribed
            ? Decision.of(null, List.of()) : Decision.of(null, new MailboxChange.SetSubscribed(account, name, subscribed)));
    }

    @Override
    public List<Grant> grants(long mailbox) {
        return names().grants(mailbox);
    }

    @Override
    public void grant(long mailbox, Grant grant) throws StoreException {
        store.submit((NamesCommand<Void>) view -> {
            AccountState mailboxes = view.account(account);
            if (mailboxes.byId(mailbox) == null) {
                throw new NoSuchMailbox("the mailbox does not exist any more");
            }
            if (!grant.letters().isEmpty() && mailboxes.grants(mailbox).size() >= Grant.MOST) {
                throw new OverQuota("a mailbox is shared with " + Grant.MOST + " at most");
            }
            return Decision.of(null, new MailboxChange.SetRights(account, mailbox, grant.account(), grant.negative(), grant.letters()));
        });
    }

    @Override
    public Mailbox.Subscription watch(Runnable wake) {
        return store.watchers().watch(Watchers.account(account), wake);
    }

    @Override
    public boolean areKnown() {
        return store.memory().known(account) != null;
    }

    @Override
    public boolean areLimited() {
        return store.accounts().find(account).map(Accounts.Entry::account).filter(a -> a.quotaOctets() > 0 || a.quotaMessages() > 0).isPresent();
    }

    @Override
    public Usage usage() {
        AccountState state = state();
        AccountState.Usage used = state.usage();
        var limits = store.accounts().find(account).map(Accounts.Entry::account);
        return new Usage(used.octets(), used.messages(), state.mailboxes().size(), limits.map(Account::quotaOctets).orElse(0L),
            limits.map(Account::quotaMessages).orElse(0L),
            limits.map(a -> CreateMailbox.limit(a, store.maxMailboxes())).orElse(store.maxMailboxes()));
    }
}
