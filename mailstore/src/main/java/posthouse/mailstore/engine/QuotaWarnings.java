package posthouse.mailstore.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.common.address.EmailAddress;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Directory.Resolution;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Incoming;
import posthouse.mailstore.MailStore.LocalCopy;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.engine.AccountState.Usage;

/**
 * Tells the owner of an account that becomes nearly full, once: by a line in the log and a message, which obeys the quota itself. It is told again
 * only after a tenth of it was free in between. Of a domain its postmaster is told.
 */
final class QuotaWarnings implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(QuotaWarnings.class);
    /** Where the limits are so low that the message itself would fill much of what is left, there is none. */
    private static final Usage SMALL = new Usage(256 << 10, 200);

    private final OpenStore store;
    private final long percent;
    private final QuotaLetter letter;
    /** What was told and has not become emptier since. The writer's alone. */
    private final Set<Object> told = new HashSet<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        var named = new Thread(task, "store-warnings");
        named.setDaemon(true);
        return named;
    });

    /** @param percent of a limit at which it is told; 0 for never */
    QuotaWarnings(OpenStore store, long percent, String language) {
        this.store = store;
        this.percent = percent;
        this.letter = new QuotaLetter(language);
    }

    /** On the writer's thread, after a commit. */
    void look(Object who, Usage limit, Usage before, Usage now, EmailAddress owner) {
        if (percent == 0 || limit.equals(Usage.NONE)) {
            return;
        }
        if (limit.percentOf(now) < percent - 10) {
            told.remove(who);
        }
        if (limit.percentOf(before) < percent && limit.percentOf(now) >= percent && told.add(who)) {
            try {
                thread.execute(() -> tell(who, limit, now, owner));
            } catch (RejectedExecutionException e) {
                LOG.debug("closing: {} is not told", who);
            }
        }
    }

    private void tell(Object who, Usage limit, Usage now, EmailAddress owner) {
        LOG.warn("{} is {} % full: {} of {} octets, {} of {} messages (0: no limit)", who, limit.percentOf(now), now.octets(), limit.octets(),
            now.messages(), limit.messages());
        boolean small = limit.octets() > 0 && limit.octets() < SMALL.octets() || limit.messages() > 0 && limit.messages() < SMALL.messages();
        if (small || owner == null || !(store.directory().resolve(owner) instanceof Resolution.Found found) || found.accounts().isEmpty()) {
            return;
        }
        Account account = found.accounts().get(0);
        byte[] octets = letter.of(String.valueOf(who), limit, now, account.address());
        try (Incoming incoming = store.incoming()) {
            incoming.write(octets, 0, octets.length);
            store.deliver(incoming, List.of(new LocalCopy(account.id(), Mailboxes.INBOX, new byte[0], Flags.NONE)), true);
        } catch (StoreException | RuntimeException e) {
            LOG.warn("{} can't be told: {}", account.address(), e.toString());
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
