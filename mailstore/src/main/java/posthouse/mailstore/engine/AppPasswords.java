package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import posthouse.common.sasl.AppPassword;
import posthouse.mailstore.journal.AccountChange;
import posthouse.mailstore.journal.SomeChanges;

/** The app passwords of all accounts in memory, as committed. */
final class AppPasswords implements SomeChanges<RuntimeException> {
    private volatile Map<Long, List<AppPassword>> byAccount = new ConcurrentHashMap<>();

    void replace(Map<Long, List<AppPassword>> rows) {
        byAccount = new ConcurrentHashMap<>(rows);
    }

    /** The oldest first. */
    List<AppPassword> of(long account) {
        return byAccount.getOrDefault(account, List.of());
    }

    Optional<AppPassword> find(long account, long id) {
        return of(account).stream().filter(password -> password.id() == id).findFirst();
    }

    @Override
    public void addAppPassword(AccountChange.AddAppPassword change) {
        var all = new ArrayList<>(of(change.account()));
        all.add(change.password());
        byAccount.put(change.account(), List.copyOf(all));
    }

    @Override
    public void removeAppPassword(AccountChange.RemoveAppPassword change) {
        byAccount.put(change.account(), of(change.account()).stream().filter(password -> password.id() != change.id()).toList());
    }

    @Override
    public void useAppPassword(AccountChange.UseAppPassword change) {
        byAccount.put(change.account(), of(change.account()).stream()
            .map(password -> password.id() == change.id() ? password.usedAt(change.time()) : password).toList());
    }

    @Override
    public void removeAccount(AccountChange.RemoveAccount change) {
        byAccount.remove(change.id());
    }
}
