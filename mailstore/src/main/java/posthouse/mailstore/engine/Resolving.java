package posthouse.mailstore.engine;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import posthouse.common.address.Domain;
import posthouse.common.address.EmailAddress;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Directory.Alias;
import posthouse.mailstore.Directory.Resolution;

/** Follows one address to the accounts it leads to. */
final class Resolving {
    private static final int MAX_DEPTH = 20;

    private final Accounts accounts;
    private final Function<Domain, Optional<EmailAddress>> postmaster;
    private final Map<Long, Account> found = new LinkedHashMap<>();
    private final Set<EmailAddress> elsewhere = new LinkedHashSet<>();
    private final Map<EmailAddress, Boolean> seen = new HashMap<>();
    private final boolean subAddresses;
    private boolean forwards = true;
    private String detail;

    /** @param subAddresses whether {@code +detail} is cut off */
    Resolving(Accounts accounts, Function<Domain, Optional<EmailAddress>> postmaster, boolean subAddresses) {
        this.accounts = accounts;
        this.postmaster = postmaster;
        this.subAddresses = subAddresses;
    }

    Resolution resolve(EmailAddress address) {
        follow(address.canonical(), 0);
        if (found.isEmpty() && elsewhere.isEmpty()) {
            return new Resolution.NoSuchUser();
        }
        return new Resolution.Found(List.copyOf(found.values()), List.copyOf(elsewhere), detail);
    }

    /** An address leads to the account of that name, whatever it forwards. */
    Resolving withoutForwards() {
        forwards = false;
        return this;
    }

    /** @return whether it leads anywhere; that is not known, and not so, while it is being found out */
    private boolean follow(EmailAddress address, int depth) {
        if (depth > MAX_DEPTH || seen.containsKey(address)) {
            return seen.getOrDefault(address, false);
        }
        seen.put(address, false);
        boolean leads = leads(address, depth);
        seen.put(address, leads);
        return leads;
    }

    private boolean leads(EmailAddress address, int depth) {
        if (!accounts.domains().containsKey(address.domain())) {
            elsewhere.add(address);
            return true;
        }
        Optional<Boolean> known = direct(address, depth).or(() -> withoutDetail(address, depth));
        if (known.isPresent()) {
            return known.get();
        }
        boolean role = address.localPart().equals("postmaster") || address.localPart().equals("abuse"); // RFC 5321 4.5.1, RFC 2142
        Optional<EmailAddress> responsible = role ? postmaster.apply(address.domain()) : Optional.empty();
        if (responsible.isPresent()) {
            return follow(responsible.get().canonical(), depth + 1);
        }
        return accounts.catchAll(address.domain()).filter(all -> follow(all, address, depth)).isPresent();
    }

    /** @return empty if there is neither an account nor an alias of this name */
    private Optional<Boolean> direct(EmailAddress address, int depth) {
        Optional<Account> account = accounts.find(address).map(Accounts.Entry::account);
        Optional<Alias> targets = account.isPresent() && !forwards ? Optional.empty() : accounts.alias(address);
        boolean leads = targets.isPresent() && follow(targets.get(), address, depth);
        if (account.isPresent() && (!leads || keeps(targets.get(), address))) {
            found.put(account.get().id(), account.get());
            leads = true;
        }
        return account.isEmpty() && targets.isEmpty() ? Optional.empty() : Optional.of(leads);
    }

    private static boolean keeps(Alias forward, EmailAddress account) {
        return forward.targets().stream().anyMatch(target -> target.canonical().equals(account));
    }

    private boolean follow(Alias alias, EmailAddress name, int depth) {
        boolean leads = false;
        for (EmailAddress target : alias.targets()) {
            EmailAddress canonical = target.canonical();
            if (!canonical.equals(name)) { // how others spell their local parts is theirs
                leads |= follow(accounts.domains().containsKey(target.domain()) ? canonical : target, depth + 1);
            }
        }
        return leads;
    }

    /** RFC 5233: what stands behind the first + says what to do with the mail, not whose it is. */
    private Optional<Boolean> withoutDetail(EmailAddress address, int depth) {
        int plus = address.localPart().indexOf('+');
        if (plus <= 0 || !subAddresses) {
            return Optional.empty();
        }
        Optional<Boolean> leads = direct(new EmailAddress(address.localPart().substring(0, plus), address.domain()), depth);
        if (leads.isPresent() && depth == 0) {
            detail = address.localPart().substring(plus + 1);
        }
        return leads;
    }
}
