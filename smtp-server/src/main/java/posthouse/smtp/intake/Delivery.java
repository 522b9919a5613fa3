package posthouse.smtp.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import posthouse.common.net.LogText;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Incoming;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.MailStore.Delivered;
import posthouse.mailstore.MailStore.Destinations;
import posthouse.mailstore.MailStore.LocalCopy;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.StoreException;
import posthouse.smtp.MailTransaction;
import posthouse.smtp.Recipient;

/**
 * A message's copies and what became of them.
 *
 * @param results one for each recipient, in the order of RCPT; each with one for each of its accounts
 */
record Delivery(List<List<Delivered>> results) {

    private static final int LOGGED = 20;

    /**
     * Stores a message for all recipients, as one record: local copies, and what goes into the queue.
     *
     * @param added header fields for the top of each copy
     * @param destinations what is made of the copies
     * @param executor where the stage completes
     */
    static CompletionStage<Delivery> of(MailStore store, Incoming message, MailTransaction transaction, byte[] added,
        Function<List<LocalCopy>, Destinations> destinations, Executor executor) throws StoreException {
        var copies = new ArrayList<LocalCopy>();
        for (Recipient recipient : transaction.recipients()) {
            addCopies(store, transaction, recipient, added, copies);
        }
        return store.deliver(message, destinations.apply(copies), executor).thenApply(delivered -> of(transaction, delivered));
    }

    private static Delivery of(MailTransaction transaction, List<Delivered> delivered) {
        var results = new ArrayList<List<Delivered>>();
        int next = 0;
        for (Recipient recipient : transaction.recipients()) {
            int end = next + recipient.accounts().size();
            results.add(delivered.subList(next, end));
            next = end;
        }
        return new Delivery(results);
    }

    private static void addCopies(MailStore store, MailTransaction transaction, Recipient recipient, byte[] added, List<LocalCopy> copies) {
        byte[] prefix = TraceLines.prefix(transaction.sender(), recipient, added);
        for (Account account : recipient.accounts()) {
            String mailbox = transaction.isQuarantined() ? junk(store, account) : mailbox(store, transaction, account, recipient.detail());
            copies.add(new LocalCopy(account.id(), mailbox, prefix, Flags.NONE));
        }
    }

    /** Where an account keeps its junk (RFC 6154 2); INBOX if it has no such place. */
    private static String junk(MailStore store, Account account) {
        return store.mailboxes(account.id()).list().stream().filter(info -> info.uses().contains(SpecialUse.JUNK)).map(Mailboxes.Info::name)
            .findFirst().orElse(Mailboxes.INBOX);
    }

    /** The mailbox that {@code +detail} names, in whatever case; INBOX if there is none, or the sender may not post to it. */
    private static String mailbox(MailStore store, MailTransaction transaction, Account account, String detail) {
        if (detail == null || detail.isEmpty()) {
            return Mailboxes.INBOX;
        }
        var named = store.mailboxes(account.id()).list().stream().filter(info -> detail.equalsIgnoreCase(info.name())).toList();
        return named.stream().filter(info -> detail.equals(info.name())).findFirst().or(() -> named.stream().findFirst())
            .filter(info -> PostRight.has(transaction.sender(), account, info.id(), store)).map(Mailboxes.Info::name).orElse(Mailboxes.INBOX);
    }

    /** Why a recipient did not get the message, or not in each of the mailboxes its alias leads to. */
    Optional<StoreException> failure(int recipient) {
        return results.get(recipient).stream().filter(d -> !d.stored()).map(Delivered::failure).findFirst();
    }

    /** For the log: who got it, and where. */
    String describe(MailTransaction transaction) {
        var text = new StringBuilder();
        int recipients = transaction.recipients().size();
        for (int i = 0; i < Math.min(recipients, LOGGED); i++) {
            Recipient recipient = transaction.recipients().get(i);
            text.append(i == 0 ? "" : " ").append("to=").append(LogText.of(recipient.address()));
            for (Delivered copy : results.get(i)) {
                text.append(copy.stored()
                    ? " stored=" + LogText.of(copy.mailbox()) + ':' + copy.uid()
                    : " failed=" + LogText.of(copy.failure().getMessage()));
            }
            if (!recipient.elsewhere().isEmpty()) {
                text.append(" queued=").append(recipient.elsewhere().size());
            }
        }
        return recipients > LOGGED ? text.append(" and ").append(recipients - LOGGED).append(" more").toString() : text.toString();
    }
}
