package posthouse.pop3.command;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import posthouse.common.sasl.Credentials.Login;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.StoreException;
import posthouse.pop3.wire.Refused;
import posthouse.pop3.wire.ResponseCode;

/**
 * The maildrops of all accounts: each has one session at most (RFC 1939 4). The lock is POP3's alone: deliveries and IMAP
 * sessions know nothing of it.
 */
public final class Maildrops {

    private final MailStore store;
    private final Policy policy;
    private final Set<Long> locked = ConcurrentHashMap.newKeySet();
    private final Map<Long, Long> lastLogins = new ConcurrentHashMap<>();

    public Maildrops(MailStore store, Policy policy) {
        this.store = store;
        this.policy = policy;
    }

    /** Locks and numbers the maildrop of an account. */
    Maildrop open(Login login) throws Refused, StoreException {
        long account = login.accountId();
        requireDelay(account);
        if (!locked.add(account)) {
            throw new Refused(ResponseCode.IN_USE, "another session has this maildrop");
        }
        try {
            var maildrop = Maildrop.open(store.mailboxes(account), policy, () -> locked.remove(account));
            opened(account);
            return maildrop;
        } catch (StoreException | RuntimeException e) {
            locked.remove(account);
            throw e;
        }
    }

    /** RFC 2449 6.5, 8.1.1. */
    private void requireDelay(long account) throws Refused {
        Long last = lastLogins.get(account);
        if (last != null && System.nanoTime() - last < policy.loginDelay().toNanos()) {
            throw new Refused(ResponseCode.LOGIN_DELAY, "%d seconds must pass between two logins", policy.loginDelay().toSeconds());
        }
    }

    private void opened(long account) {
        if (policy.loginDelay().isZero()) {
            return;
        }
        long now = System.nanoTime();
        if (lastLogins.size() > 10_000) {
            lastLogins.values().removeIf(last -> now - last >= policy.loginDelay().toNanos());
        }
        lastLogins.put(account, now);
    }
}
