package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.common.address.BadAddress;
import posthouse.common.address.Domain;
import posthouse.common.address.EmailAddress;
import posthouse.common.sasl.AppPassword;
import posthouse.common.sasl.Scope;
import posthouse.common.sasl.ScramKeys;
import posthouse.mailstore.AlreadyExists;
import posthouse.mailstore.Directory;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.NoSuchAccount;
import posthouse.mailstore.NoSuchDomain;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.engine.AccountState.Usage;
import posthouse.mailstore.journal.AccountChange;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.MailboxChange;
import posthouse.mailstore.journal.Numbers;
import posthouse.mailstore.journal.StoreKey;

/** Who lives here: asked from memory, changed by records. */
final class StoredDirectory implements Directory {
    private static final Logger LOG = LogManager.getLogger(StoredDirectory.class);
    private static final int MOST_APP_PASSWORDS = 50; // a SCRAM login tries each
    private static final long USES_APART = TimeUnit.MINUTES.toMillis(10);

    private final Writer writer;
    private final Memory memory;
    private final Accounts accounts;
    private final Optional<String> defaultDomain;
    private final Engine engine;
    private final Undelete undelete;
    private final boolean subAddresses;

    StoredDirectory(Writer writer, Memory memory, Accounts accounts, Optional<String> defaultDomain, Engine engine, Undelete undelete,
        boolean subAddresses) {
        this.writer = writer;
        this.memory = memory;
        this.accounts = accounts;
        this.defaultDomain = defaultDomain;
        this.engine = engine;
        this.undelete = undelete;
        this.subAddresses = subAddresses;
    }

    private Resolving resolving() {
        return new Resolving(accounts, accounts::postmaster, subAddresses);
    }

    /** What a new account has besides INBOX. */
    private static Map<String, Set<SpecialUse>> usualMailboxes() {
        var usual = new LinkedHashMap<String, Set<SpecialUse>>();
        usual.put(Mailboxes.INBOX, EnumSet.noneOf(SpecialUse.class));
        usual.put("Drafts", EnumSet.of(SpecialUse.DRAFTS));
        usual.put("Sent", EnumSet.of(SpecialUse.SENT));
        usual.put("Trash", EnumSet.of(SpecialUse.TRASH));
        usual.put("Junk", EnumSet.of(SpecialUse.JUNK));
        usual.put("Archive", EnumSet.of(SpecialUse.ARCHIVE));
        return usual;
    }

    @Override
    public List<LocalDomain> domains() {
        return accounts.domains().keySet().stream().sorted(Comparator.naturalOrder()).map(this::local).toList();
    }

    private LocalDomain local(Domain domain) {
        Usage limit = accounts.domainLimit(domain);
        return new LocalDomain(domain, accounts.postmaster(domain), limit.octets(), limit.messages());
    }

    @Override
    public void setDomainQuota(Domain domain, long octets, long messages) throws StoreException {
        writer.submit((NamesCommand<Void>) view -> {
            checkLocal(domain);
            return Decision.of(null, new AccountChange.SetDomainQuota(domain.name(), octets, messages));
        });
    }

    @Override
    public DomainUsage usage(Domain domain) throws StoreException {
        Usage used = memory.usages().domain(domain);
        Usage limit = accounts.domainLimit(domain);
        return new DomainUsage(used.octets(), used.messages(), limit.octets(), limit.messages());
    }

    @Override
    public boolean isLocal(Domain domain) {
        return accounts.domains().containsKey(domain);
    }

    @Override
    public void addDomain(Domain domain, Optional<EmailAddress> postmaster) throws StoreException {
        writer.submit((NamesCommand<Void>) view -> {
            if (isLocal(domain)) {
                throw new AlreadyExists("the domain " + domain + " exists");
            }
            return Decision.of(null, new AccountChange.SetDomain(domain.name(), postmaster.map(EmailAddress::toString).orElse(null)));
        });
    }

    @Override
    public void setPostmaster(Domain domain, Optional<EmailAddress> postmaster) throws StoreException {
        writer.submit((NamesCommand<Void>) view -> {
            checkLocal(domain);
            return Decision.of(null, new AccountChange.SetDomain(domain.name(), postmaster.map(EmailAddress::toString).orElse(null)));
        });
    }

    @Override
    public void removeDomain(Domain domain) throws StoreException {
        writer.submit((NamesCommand<Void>) view -> {
            checkLocal(domain);
            var left = accounts.addressesIn(domain).findFirst();
            if (left.isPresent()) {
                throw new AlreadyExists("the domain " + domain + " still has " + left.get());
            }
            if (accounts.catchAll(domain).isPresent()) {
                throw new AlreadyExists("the domain " + domain + " still has a catch-all");
            }
            return Decision.of(null, new AccountChange.RemoveDomain(domain.name()));
        });
    }

    private void checkLocal(Domain domain) throws NoSuchDomain {
        if (!isLocal(domain)) {
            throw new NoSuchDomain("the domain " + domain + " is not a local one");
        }
    }

    @Override
    public List<Account> accounts() {
        return accounts.accounts();
    }

    @Override
    public Optional<Account> account(EmailAddress address) {
        return accounts.find(address).map(Accounts.Entry::account);
    }

    @Override
    public Optional<Account> account(long id) {
        return accounts.find(id).map(Accounts.Entry::account);
    }

    @Override
    public List<Account> addAccounts(List<NewAccount> added) throws StoreException {
        List<Long> ids = writer.submit((NamesCommand<List<Long>>) view -> {
            var seen = new HashSet<EmailAddress>();
            for (NewAccount each : added) {
                EmailAddress address = each.address().canonical();
                checkLocal(address.domain());
                if (accounts.find(address).isPresent() || accounts.alias(address).isPresent() || !seen.add(address)) {
                    throw new AlreadyExists(address + " exists");
                }
            }
            return addAccounts(added, view.numbers());
        });
        var made = new ArrayList<Account>();
        ids.forEach(id -> account(id).ifPresent(made::add));
        return made;
    }

    private static Decision<List<Long>> addAccounts(List<NewAccount> added, Numbers next) {
        var ids = new ArrayList<Long>();
        var changes = new ArrayList<Change>();
        int mailboxes = 0;
        for (NewAccount each : added) {
            EmailAddress address = each.address().canonical();
            long id = next.account() + ids.size();
            ids.add(id);
            changes.add(new AccountChange.AddAccount(id, address.localPart(), address.domain().name(), List.copyOf(each.keys())));
            for (Map.Entry<String, Set<SpecialUse>> mailbox : usualMailboxes().entrySet()) {
                changes.add(CreateMailbox.create(id, mailbox.getKey(), mailbox.getValue(), next, mailboxes++));
                changes.add(new MailboxChange.SetSubscribed(id, mailbox.getKey(), true));
            }
        }
        return Decision.of(ids, changes);
    }

    @Override
    public void removeAccount(EmailAddress address) throws StoreException {
        Account account = entry(address).account();
        prepare(account.id());
        writer.submit(new RemoveAccount(account.address(), undelete.keptAt(System.currentTimeMillis())));
    }

    /** Has the messages of large mailboxes in memory before the writer needs all of them. */
    private void prepare(long account) throws StoreException {
        for (MailboxState mailbox : memory.account(account).mailboxes()) {
            if (mailbox.row().messages() > StoredMailbox.MANY) {
                memory.withMessages(account, mailbox.row().id());
            }
        }
    }

    @Override
    public List<String> purgeAccounts(List<EmailAddress> addresses) throws StoreException {
        var ids = new HashSet<Long>();
        var commands = new ArrayList<RemoveAccount>();
        for (EmailAddress address : addresses) {
            Set<Long> found = everOf(address);
            if (found.isEmpty()) {
                throw new NoSuchAccount("no account " + address);
            }
            ids.addAll(found);
            commands.add(new RemoveAccount(address, 0));
        }
        return engine.erase(new Erasure(commands, ids));
    }

    /** The account of an address, and those that were removed. */
    private Set<Long> everOf(EmailAddress address) throws StoreException {
        EmailAddress canonical = address.canonical();
        var ids = new HashSet<Long>();
        accounts.find(address).ifPresent(entry -> ids.add(entry.account().id()));
        engine.database().removedAccounts().stream()
            .filter(a -> a.localPart().equals(canonical.localPart()) && a.domain().equals(canonical.domain().name())).forEach(a -> ids.add(a.id()));
        return ids;
    }

    private Accounts.Entry entry(EmailAddress address) throws NoSuchAccount {
        return accounts.find(address).orElseThrow(() -> new NoSuchAccount("no account " + address));
    }

    @Override
    public void setKeys(EmailAddress address, List<ScramKeys> keys) throws StoreException {
        writer.submit((NamesCommand<Void>) view -> {
            Accounts.Entry entry = entry(address);
            if (!accounts.appPasswords().of(entry.account().id()).isEmpty()) {
                requireSalts(entry, keys);
            }
            return Decision.of(null, new AccountChange.SetKeys(entry.account().id(), List.copyOf(keys)));
        });
    }

    /** SCRAM shows one salt for all passwords of an account. */
    private static void requireSalts(Accounts.Entry entry, List<ScramKeys> keys) throws AlreadyExists {
        if (!keys.stream().allMatch(key -> entry.keys().stream().anyMatch(key::isSaltedLike))) {
            throw new AlreadyExists("the passwords of " + entry.account().address() + " have another salt; try again");
        }
    }

    @Override
    public List<AppPassword> appPasswords(EmailAddress address) {
        return account(address).map(account -> accounts.appPasswords().of(account.id())).orElse(List.of());
    }

    @Override
    public long addAppPassword(EmailAddress address, String name, Set<Scope> scope, List<ScramKeys> keys) throws StoreException {
        long now = System.currentTimeMillis();
        return writer.submit((NamesCommand<Long>) view -> {
            Accounts.Entry entry = entry(address);
            requireSalts(entry, keys);
            List<AppPassword> others = accounts.appPasswords().of(entry.account().id());
            if (others.size() >= MOST_APP_PASSWORDS) {
                throw new AlreadyExists(address + " has " + others.size() + " app passwords already: no more fit");
            }
            long id = others.stream().mapToLong(AppPassword::id).max().orElse(0) + 1;
            var password = new AppPassword(id, name, Set.copyOf(scope), List.copyOf(keys), now, 0);
            return Decision.of(id, new AccountChange.AddAppPassword(entry.account().id(), password));
        });
    }

    @Override
    public void removeAppPassword(EmailAddress address, long id) throws StoreException {
        writer.submit((NamesCommand<Void>) view -> {
            long account = entry(address).account().id();
            if (accounts.appPasswords().find(account, id).isEmpty()) {
                throw new NoSuchAccount(address + " has no app password " + id);
            }
            return Decision.of(null, new AccountChange.RemoveAppPassword(account, id));
        });
    }

    @Override
    public void used(long accountId, long id) {
        long now = System.currentTimeMillis();
        if (accounts.appPasswords().find(accountId, id).filter(password -> now - password.lastUsed() > USES_APART).isEmpty()) {
            return;
        }
        try {
            writer.submit((NamesCommand<Void>) view -> {
                accounts.appPasswords().find(accountId, id).orElseThrow(() -> new NoSuchAccount("it is gone"));
                return Decision.of(null, new AccountChange.UseAppPassword(accountId, id, now));
            });
        } catch (StoreException | RuntimeException e) {
            LOG.warn("the use of an app password wasn't noted: {}", e.getMessage());
        }
    }

    @Override
    public void setApopSecret(EmailAddress address, String secret) throws StoreException {
        writer.submit((NamesCommand<Void>) view -> Decision.of(null, new AccountChange.SetApopSecret(entry(address).account().id(), secret)));
    }

    @Override
    public Optional<String> apopSecret(long accountId) {
        return accounts.apopSecret(accountId);
    }

    @Override
    public void setQuota(EmailAddress address, long octets, long messages) throws StoreException {
        writer.submit((NamesCommand<Void>) view -> Decision.of(null, new AccountChange.SetQuota(entry(address).account().id(), octets, messages)));
    }

    @Override
    public void setQuota(EmailAddress address, long octets, long messages, long mailboxes) throws StoreException {
        writer.submit((NamesCommand<Void>) view -> {
            long account = entry(address).account().id();
            return Decision.of(null, new AccountChange.SetQuota(account, octets, messages), new AccountChange.SetMailboxQuota(account, mailboxes));
        });
    }

    @Override
    public List<Alias> aliases() {
        return accounts.aliases();
    }

    @Override
    public void setAlias(Alias alias) throws StoreException {
        writer.submit((NamesCommand<Void>) view -> {
            checkLocal(alias.domain());
            if (!alias.catchAll() && accounts.find(new EmailAddress(alias.localPart(), alias.domain())).isPresent()) {
                throw new AlreadyExists("an account " + alias.localPart() + "@" + alias.domain() + " exists");
            }
            List<String> targets = alias.targets().stream().map(EmailAddress::toString).toList();
            return Decision.of(null, new AccountChange.SetAlias(Accounts.canonical(alias.localPart()), alias.domain().name(), targets));
        });
    }

    @Override
    public void removeAlias(Alias alias) throws StoreException {
        writer.submit((NamesCommand<Void>) view -> {
            boolean exists = alias.catchAll() ? accounts.catchAll(alias.domain()).isPresent()
                : accounts.aliases().stream().anyMatch(a -> a.domain().equals(alias.domain())
                    && Accounts.canonical(alias.localPart()).equals(a.localPart()));
            if (!exists) {
                throw new NoSuchAccount("no alias " + (alias.catchAll() ? "" : alias.localPart()) + "@" + alias.domain());
            }
            return Decision.of(null, new AccountChange.RemoveAlias(Accounts.canonical(alias.localPart()), alias.domain().name()));
        });
    }

    @Override
    public Resolution resolve(EmailAddress address) {
        if (!isLocal(address.domain())) {
            return new Resolution.NotLocal();
        }
        return resolving().resolve(address);
    }

    @Override
    public List<EmailAddress> forward(EmailAddress account) {
        return accounts.find(account).isEmpty() ? List.of() : accounts.alias(account).map(Alias::targets).orElse(List.of());
    }

    @Override
    public void setForward(EmailAddress account, List<EmailAddress> targets) throws StoreException {
        writer.submit((NamesCommand<Void>) view -> {
            EmailAddress address = entry(account).account().address();
            if (targets.isEmpty()) {
                return Decision.of(null, new AccountChange.RemoveAlias(address.localPart(), address.domain().name()));
            }
            return Decision.of(null, new AccountChange.SetAlias(address.localPart(), address.domain().name(),
                targets.stream().map(EmailAddress::toString).toList()));
        });
    }

    @Override
    public boolean owns(long accountId, EmailAddress address) {
        return isLocal(address.domain())
            && resolving().withoutForwards().resolve(address) instanceof Resolution.Found found
            && found.accounts().stream().anyMatch(a -> a.id() == accountId);
    }

    @Override
    public Optional<Login> find(String loginName) {
        return address(loginName).flatMap(accounts::find).map(e -> new Login(e.account().address().toString(), e.account().id(), e.keys(),
            accounts.appPasswords().of(e.account().id())));
    }

    @Override
    public String canonical(String loginName) {
        return address(loginName).map(a -> a.canonical().toString()).orElseGet(() -> Directory.super.canonical(loginName));
    }

    @Override
    public byte[] secret() {
        return engine.key().octets().clone();
    }

    private Optional<EmailAddress> address(String loginName) {
        try {
            if (loginName.indexOf('@') >= 0) {
                return Optional.of(EmailAddress.parse(loginName));
            }
            Optional<String> domain = defaultDomain.or(this::onlyDomain);
            return domain.isPresent() ? Optional.of(EmailAddress.parse(loginName + '@' + domain.get())) : Optional.empty();
        } catch (BadAddress e) {
            return Optional.empty();
        }
    }

    private Optional<String> onlyDomain() {
        return accounts.domains().size() == 1 ? accounts.domains().keySet().stream().map(Domain::name).findFirst() : Optional.empty();
    }
}
