package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.HashSet;
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
    private final Set<EmailAddress> seen = new HashSet<>();
    private String detail;

    Resolving(Accounts accounts, Function<Domain, Optional<EmailAddress>> postmaster) {
        this.accounts = accounts;
        this.postmaster = postmaster;
    }

    Resolution resolve(EmailAddress address) {
        follow(address.canonical(), 0);
        if (found.isEmpty() && elsewhere.isEmpty()) {
            return new Resolution.NoSuchUser();
        }
        return new Resolution.Found(List.copyOf(found.values()), List.copyOf(elsewhere), detail);
    }

    private void follow(EmailAddress address, int depth) {
        if (depth > MAX_DEPTH || !seen.add(address)) {
            return;
        }
        if (!accounts.domains().containsKey(address.domain())) {
            elsewhere.add(address);
            return;
        }
        if (direct(address, depth) || withoutDetail(address, depth)) {
            return;
        }
        boolean role = address.localPart().equals("postmaster") || address.localPart().equals("abuse"); // RFC 5321 4.5.1, RFC 2142
        Optional<EmailAddress> responsible = role ? postmaster.apply(address.domain()) : Optional.empty();
        if (responsible.isPresent()) {
            follow(responsible.get().canonical(), depth + 1);
            return;
        }
        accounts.catchAll(address.domain()).ifPresent(all -> follow(all, depth));
    }

    private boolean direct(EmailAddress address, int depth) {
        Optional<Account> account = accounts.find(address).map(Accounts.Entry::account);
        if (account.isPresent()) {
            found.put(account.get().id(), account.get());
            return true;
        }
        Optional<Alias> alias = accounts.alias(address);
        alias.ifPresent(a -> follow(a, depth));
        return alias.isPresent();
    }

    private void follow(Alias alias, int depth) {
        for (EmailAddress target : new ArrayList<>(alias.targets())) {
            boolean local = accounts.domains().containsKey(target.domain());
            follow(local ? target.canonical() : target, depth + 1); // how others spell their local parts is theirs
        }
    }

    /** RFC 5233: what stands behind the first + says what to do with the mail, not whose it is. */
    private boolean withoutDetail(EmailAddress address, int depth) {
        int plus = address.localPart().indexOf('+');
        if (plus <= 0) {
            return false;
        }
        if (!direct(new EmailAddress(address.localPart().substring(0, plus), address.domain()), depth)) {
            return false;
        }
        if (depth == 0) {
            detail = address.localPart().substring(plus + 1);
        }
        return true;
    }
}
