package posthouse.pop3.command;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import posthouse.common.sasl.Credentials.Login;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.NoSuchAccount;
import posthouse.mailstore.NoSuchMailbox;
import posthouse.mailstore.SessionLock;
import posthouse.mailstore.StoreException;
import posthouse.pop3.wire.Refused;
import posthouse.pop3.wire.ResponseCode;

/**
 * The maildrops of all accounts: each has one session at most (RFC 1939 4). The lock is POP3's alone: deliveries and IMAP
 * sessions know nothing of it.
 */
public final class Maildrops {

    private final MailStore store;
    private final Policies policies;
    private final Duration longestDelay;
    private final Map<Long, Long> lastLogins = new ConcurrentHashMap<>();

    public Maildrops(MailStore store, Policies policies) {
        this.store = store;
        this.policies = policies;
        longestDelay = policies.longestLoginDelay();
    }

    /** Locks and numbers the maildrop of an account. */
    Maildrop open(Login login) throws Refused, StoreException {
        long account = login.accountId();
        var owner = store.directory().account(account).orElseThrow(() -> new NoSuchAccount("the account is gone"));
        Policy policy = policies.of(owner.address());
        requireDelay(account, policy.loginDelay());
        SessionLock lock = store.lockMaildrop(account)
            .orElseThrow(() -> new Refused(ResponseCode.IN_USE, "another session has this maildrop"));
        try {
            var maildrop = Maildrop.open(store.mailboxes(account).by("POP3"), policy, lock);
            opened(account, policy.loginDelay());
            return maildrop;
        } catch (NoSuchMailbox e) {
            lock.close();
            throw new Refused(ResponseCode.SYS_PERM, "there is no mailbox %s, which pop3.mailbox names", policy.mailbox());
        } catch (StoreException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** RFC 2449 6.5, 8.1.1. */
    private void requireDelay(long account, Duration delay) throws Refused {
        Long last = lastLogins.get(account);
        if (last != null && System.nanoTime() - last < delay.toNanos()) {
            throw new Refused(ResponseCode.LOGIN_DELAY, "%d seconds must pass between two logins", delay.toSeconds());
        }
    }

    private void opened(long account, Duration delay) {
        if (delay.isZero()) {
            return;
        }
        long now = System.nanoTime();
        if (lastLogins.size() > 10_000) {
            lastLogins.values().removeIf(last -> now - last >= longestDelay.toNanos());
        }
        lastLogins.put(account, now);
    }
}
