package posthouse.mailstore.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import posthouse.common.address.Domain;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.OverQuota;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.engine.AccountState.Usage;

/** Whether there is room in accounts and their domains for what one command adds, all of it together. */
final class Room {

    /** What is held before the command. */
    interface Held {
        Usage account(long id) throws Unavailable;

        Usage domain(Domain domain) throws Unavailable;
    }

    private final Accounts accounts;
    private final Held held;
    private final Map<Long, Usage> inAccounts = new HashMap<>();
    private final Map<Domain, Usage> inDomains = new HashMap<>();

    Room(Accounts accounts, Held held) {
        this.accounts = accounts;
        this.held = held;
    }

    /** Takes so much of it. */
    void take(long account, long octets, long messages) throws OverQuota, Unavailable {
        Optional<Account> limits = accounts.find(account).map(Accounts.Entry::account);
        if (limits.isEmpty()) {
            return;
        }
        var more = new Usage(octets, messages);
        Usage inAccount = inAccounts.getOrDefault(account, Usage.NONE).plus(more);
        var limit = new Usage(limits.get().quotaOctets(), limits.get().quotaMessages());
        if (!limit.equals(Usage.NONE) && limit.isExceededBy(held.account(account), inAccount)) {
            throw new OverQuota("the account of " + limits.get().address() + " is full");
        }
        Domain domain = limits.get().address().domain();
        Usage inDomain = inDomains.getOrDefault(domain, Usage.NONE).plus(more);
        Usage domainLimit = accounts.domainLimit(domain);
        if (!domainLimit.equals(Usage.NONE) && domainLimit.isExceededBy(held.domain(domain), inDomain)) {
            throw new OverQuota("the accounts of " + domain + " are full");
        }
        inAccounts.put(account, inAccount);
        inDomains.put(domain, inDomain);
    }
}
