package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import posthouse.common.address.BadAddress;
import posthouse.common.address.Domain;
import posthouse.common.address.EmailAddress;
import posthouse.common.sasl.ScramKeys;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Directory.Alias;
import posthouse.mailstore.engine.AccountState.Usage;
import posthouse.mailstore.jdbc.DirectoryRows;
import posthouse.mailstore.journal.AccountChange;
import posthouse.mailstore.journal.Mutation;
import posthouse.mailstore.journal.SomeChanges;

/** Domains, accounts and aliases in memory, as committed: read by all, changed by the writer. */
final class Accounts {
    private volatile Map<Domain, Optional<EmailAddress>> domains = new ConcurrentHashMap<>();
    private volatile Map<Domain, Usage> domainLimits = new ConcurrentHashMap<>();
    private volatile Map<EmailAddress, Entry> byAddress = new ConcurrentHashMap<>();
    private volatile Map<Long, Entry> byId = new ConcurrentHashMap<>();
    private volatile Map<Long, String> apopSecrets = new ConcurrentHashMap<>();
    private volatile AppPasswords appPasswords = new AppPasswords();
    private volatile Map<EmailAddress, Alias> aliases = new ConcurrentHashMap<>();
    private volatile Map<Domain, Alias> catchAlls = new ConcurrentHashMap<>();

    record Entry(Account account, List<ScramKeys> keys) {
    }

    Accounts(DirectoryRows rows) {
        fill(rows);
    }

    /** They are others now: the database was opened again, or another node changed them. Nobody finds less than there is meanwhile. */
    void replace(DirectoryRows rows) {
        var fresh = new Accounts(rows);
        byId = fresh.byId;
        byAddress = fresh.byAddress;
        domainLimits = fresh.domainLimits;
        apopSecrets = fresh.apopSecrets;
        appPasswords = fresh.appPasswords;
        aliases = fresh.aliases;
        catchAlls = fresh.catchAlls;
        domains = fresh.domains;
    }

    /** Takes what is new in the tables: an account that came back. */
    void fill(DirectoryRows rows) {
        for (DirectoryRows.DomainRow domain : rows.domains()) {
            domains.put(new Domain(domain.name()), Optional.ofNullable(domain.postmaster()).map(Accounts::address));
            domainLimits.put(new Domain(domain.name()), new Usage(domain.quotaOctets(), domain.quotaMessages()));
        }
        for (DirectoryRows.AccountRow row : rows.accounts()) {
            var account = new Account(row.id(), new EmailAddress(row.localPart(), new Domain(row.domain())), row.quotaOctets(), row.quotaMessages(),
                row.quotaMailboxes());
            put(new Entry(account, rows.keys().getOrDefault(row.id(), List.of())));
        }
        appPasswords.replace(rows.appPasswords());
        apopSecrets.putAll(rows.apopSecrets());
        rows.aliases().forEach(a -> putAlias(a.localPart(), a.domain(), a.targets()));
    }

    private static EmailAddress address(String text) {
        try {
            return EmailAddress.parse(text);
        } catch (BadAddress e) {
            throw new IllegalStateException("kept as an address: " + text, e);
        }
    }

    private void put(Entry entry) {
        byAddress.put(entry.account.address(), entry);
        byId.put(entry.account.id(), entry);
    }

    private void putAlias(String localPart, String domainName, List<String> targets) {
        var domain = new Domain(domainName);
        List<EmailAddress> addresses = targets.stream().map(Accounts::address).toList();
        if (localPart.isEmpty()) {
            catchAlls.put(domain, new Alias(null, domain, addresses));
        } else {
            aliases.put(new EmailAddress(localPart, domain), new Alias(localPart, domain, addresses));
        }
    }

    Map<Domain, Optional<EmailAddress>> domains() {
        return domains;
    }

    /** By their ids: the oldest first. */
    List<Account> accounts() {
        return byId.values().stream().map(Entry::account).sorted(Comparator.comparing(Account::id)).toList();
    }

    /** Who gets mail for {@code postmaster@} and {@code abuse@} of a domain. */
    Optional<EmailAddress> postmaster(Domain domain) {
        Optional<EmailAddress> set = domains.getOrDefault(domain, Optional.empty());
        return set.isPresent() ? set : firstOf(domain).map(Account::address);
    }

    Optional<Account> firstOf(Domain domain) {
        return byId.values().stream().map(Entry::account).filter(a -> a.address().domain().equals(domain)).min(Comparator.comparing(Account::id));
    }

    Optional<Entry> find(EmailAddress address) {
        return Optional.ofNullable(byAddress.get(address.canonical()));
    }

    Optional<Entry> find(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    AppPasswords appPasswords() {
        return appPasswords;
    }

    Optional<String> apopSecret(long account) {
        return Optional.ofNullable(apopSecrets.get(account));
    }

    List<Alias> aliases() {
        var all = new ArrayList<Alias>();
        aliases.forEach((address, alias) -> {
            if (!byAddress.containsKey(address)) { // else it is the account's forward
                all.add(alias);
            }
        });
        all.addAll(catchAlls.values());
        all.sort(Comparator.comparing(Alias::domain).thenComparing(a -> String.valueOf(a.localPart())));
        return all;
    }

    /** An alias; or what an account forwards to, which is kept as an alias of its name. */
    Optional<Alias> alias(EmailAddress address) {
        return Optional.ofNullable(aliases.get(address.canonical()));
    }

    Optional<Alias> catchAll(Domain domain) {
        return Optional.ofNullable(catchAlls.get(domain));
    }

    static String canonical(String localPart) {
        return localPart == null ? "" : localPart.toLowerCase(Locale.ROOT);
    }

    /** What the accounts of a domain may have together. */
    Usage domainLimit(Domain domain) {
        return domainLimits.getOrDefault(domain, Usage.NONE);
    }

    /** A mutation is committed. */
    void publish(Mutation mutation) {
        mutation.accept(new Publication());
        mutation.accept(appPasswords);
    }

    private final class Publication implements SomeChanges<RuntimeException> {
        @Override
        public void setDomain(AccountChange.SetDomain change) {
            domains.put(new Domain(change.name()), Optional.ofNullable(change.postmaster()).map(Accounts::address));
        }

        @Override
        public void removeDomain(AccountChange.RemoveDomain change) {
            domains.remove(new Domain(change.name()));
            domainLimits.remove(new Domain(change.name()));
        }

        @Override
        public void setDomainQuota(AccountChange.SetDomainQuota change) {
            domainLimits.put(new Domain(change.name()), new Usage(change.octets(), change.messages()));
        }

        @Override
        public void addAccount(AccountChange.AddAccount change) {
            put(new Entry(new Account(change.id(), new EmailAddress(change.localPart(), new Domain(change.domain())), 0, 0, 0), change.keys()));
        }

        @Override
        public void removeAccount(AccountChange.RemoveAccount change) {
            Entry entry = byId.remove(change.id());
            byAddress.remove(entry.account.address());
            apopSecrets.remove(change.id());
        }

        @Override
        public void setKeys(AccountChange.SetKeys change) {
            put(new Entry(byId.get(change.account()).account, change.keys()));
        }

        @Override
        public void setApopSecret(AccountChange.SetApopSecret change) {
            apopSecrets.compute(change.account(), (account, before) -> change.secret());
        }

        @Override
        public void setQuota(AccountChange.SetQuota change) {
            Entry before = byId.get(change.account());
            put(new Entry(new Account(change.account(), before.account.address(), change.octets(), change.messages(), before.account.quotaMailboxes()),
                before.keys));
        }

        @Override
        public void setMailboxQuota(AccountChange.SetMailboxQuota change) {
            Entry before = byId.get(change.account());
            put(new Entry(new Account(change.account(), before.account.address(), before.account.quotaOctets(), before.account.quotaMessages(),
                change.mailboxes()), before.keys));
        }

        @Override
        public void setAlias(AccountChange.SetAlias change) {
            putAlias(change.localPart(), change.domain(), change.targets());
        }

        @Override
        public void removeAlias(AccountChange.RemoveAlias change) {
            if (change.localPart().isEmpty()) {
                catchAlls.remove(new Domain(change.domain()));
            } else {
                aliases.remove(new EmailAddress(change.localPart(), new Domain(change.domain())));
            }
        }
    }

    /** Whose addresses lie in a domain. */
    Stream<EmailAddress> addressesIn(Domain domain) {
        return Stream.concat(byAddress.keySet().stream(), aliases.keySet().stream()).filter(a -> a.domain().equals(domain)).sorted();
    }
}
