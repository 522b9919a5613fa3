package posthouse.pop3.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
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
public final class Maildrops implements AutoCloseable {

    private final MailStore store;
    private final Policies policies;
    private final LastLogins lastLogins;

    /** @param notes the file in which it is noted when accounts logged in, if anywhere */
    public Maildrops(MailStore store, Policies policies, Optional<Path> notes) {
        this.store = store;
        this.policies = policies;
        lastLogins = new LastLogins(policies.longestLoginDelay(), notes);
    }

    /** Locks and numbers the maildrop of an account. @param utf8 whether the client takes UTF-8 in headers */
    Maildrop open(Login login, boolean utf8) throws Refused, StoreException {
        long account = login.accountId();
        var owner = store.directory().account(account).orElseThrow(() -> new NoSuchAccount("the account is gone"));
        Policy policy = policies.of(owner.address());
        requireDelay(account, policy.loginDelay());
        SessionLock lock = store.lockMaildrop(account)
            .orElseThrow(() -> new Refused(ResponseCode.IN_USE, "another session has this maildrop"));
        try {
            var maildrop = Maildrop.open(store.mailboxes(account).by("POP3"), policy, utf8, lock);
            if (!policy.loginDelay().isZero()) {
                lastLogins.opened(account);
            }
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
        if (lastLogins.tooSoon(account, delay)) {
            throw new Refused(ResponseCode.LOGIN_DELAY, "%d seconds must pass between two logins", delay.toSeconds());
        }
    }

    @Override
    public void close() {
        lastLogins.close();
    }
}
