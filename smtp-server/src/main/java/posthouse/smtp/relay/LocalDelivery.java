package posthouse.smtp.relay;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Directory.Resolution;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Incoming;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.MailStore.Delivered;
import posthouse.mailstore.MailStore.LocalCopy;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.NoSuchAccount;
import posthouse.mailstore.OutOfSpace;
import posthouse.mailstore.OutboundQueue.NewMail;
import posthouse.mailstore.Outgoing;
import posthouse.mailstore.Outgoing.Notify;
import posthouse.mailstore.Outgoing.To;
import posthouse.mailstore.OverQuota;
import posthouse.mailstore.QueuedMessage;
import posthouse.mailstore.QueuedMessage.Recipient;
import posthouse.mailstore.StoreException;
import posthouse.smtp.relay.Outcome.Kind;

/**
 * Mail in the queue for a domain that is here: it was to wait (RFC 4865), its sender wants to hear of its delivery (RFC 3461), there
 * was no room for it, or the domain came here meanwhile. A recipient's copy and its end in the queue are one record: a crash never
 * delivers twice.
 */
final class LocalDelivery {

    private static final int BLOCK = 64 << 10;

    private final Shared shared;
    private final MailStore store;
    private final RetryTimes times;
    private final Instant now;
    /** Recipients that the queue has taken back. */
    private final Set<Integer> concluded = new HashSet<>();

    LocalDelivery(Shared shared, RetryTimes times, Instant now) {
        this.shared = shared;
        this.store = shared.store();
        this.times = times;
        this.now = now;
    }

    /**
     * Concludes each recipient for itself: one whose mailbox is full does not keep the others from theirs.
     *
     * @param body {@code null} if it can't be read
     */
    Map<Integer, Outcome> of(QueuedMessage message, MessageBody body) throws StoreException {
        Map<Integer, Outcome> outcomes = new HashMap<>();
        try {
            for (Recipient recipient : message.recipients()) {
                outcomes.put(recipient.number(), deliver(message.with(List.of(recipient)), recipient.to(), body));
            }
            return outcomes;
        } finally {
            store.queue().release(message.with(message.recipients().stream().filter(r -> !concluded.contains(r.number())).toList()));
        }
    }

    private Outcome deliver(QueuedMessage message, To to, MessageBody body) throws StoreException {
        if (!(store.directory().resolve(to.address()) instanceof Resolution.Found found)) {
            return conclude(message, new Outcome(Kind.FAILED, "5.1.1", "", "there is no such user here", false), body);
        } else if (body == null) {
            return conclude(message, new Outcome(Kind.DEFERRED, "4.3.0", "", "the message can't be read", false), null);
        }
        try (Incoming octets = store.incoming()) {
            for (Account account : found.accounts()) {
                if (!store.hasRoom(account.id(), message.size())) {
                    throw new OverQuota("the mailbox is full");
                }
            }
            copy(body, octets);
            return deliver(message, to, found, octets, body);
        } catch (OverQuota e) {
            return conclude(message, new Outcome(Kind.DEFERRED, "4.2.2", "", "the mailbox is full", false), body);
        } catch (NoSuchAccount | OutOfSpace e) {
            return conclude(message, new Outcome(Kind.DEFERRED, "4.3.0", "", e.getMessage().toLowerCase(Locale.ROOT), false), body);
        }
    }

    private Outcome deliver(QueuedMessage message, To to, Resolution.Found found, Incoming octets, MessageBody body) throws StoreException {
        byte[] prefix = joined("Return-Path: " + message.sender() + "\r\nDelivered-To: " + to.address() + "\r\n", message.prefix());
        var copies = found.accounts().stream()
            .map(account -> new LocalCopy(account.id(), mailbox(account.id(), found.detail()), prefix, Flags.NONE)).toList();
        var further = found.elsewhere().stream().map(address -> new To(address, to.orcpt(), notifyOn(to))).toList();
        var outgoing = further.isEmpty() ? List.<Outgoing>of()
            : List.of(new Outgoing(message.sender(), message.terms(), further, joined("Delivered-To: " + to.address() + "\r\n", message.prefix())));
        var outcome = new Outcome(Kind.DELIVERED, "2.0.0", "", copies.isEmpty() ? "sent on" : "stored in " + copies.get(0).mailbox(), false);
        try (var sentence = new Verdict(shared, times, message, now).of(Outcome.all(message, outcome), body, new NewMail(octets, copies, outgoing))) {
            var delivered = conclude(sentence);
            sentence.lines().run();
            delivered.forEach(copy -> store.journeys().stored(message.terms().journey(), copy.mailboxId(), copy.uid(),
                "stored: " + copy.mailbox() + " UID " + copy.uid()));
            return outcome;
        }
    }

    private Outcome conclude(QueuedMessage message, Outcome outcome, MessageBody body) throws StoreException {
        try (var sentence = new Verdict(shared, times, message, now).of(Outcome.all(message, outcome), body)) {
            sentence.lines().run();
            conclude(sentence);
            return outcome;
        }
    }

    private List<Delivered> conclude(Verdict.Sentence sentence) throws StoreException {
        List<Delivered> delivered = store.queue().conclude(List.of(sentence.conclusion()));
        concluded.add(sentence.conclusion().message().recipients().get(0).number());
        return delivered;
    }

    /** What stands in front of the shared octets: lines of this delivery, and those that the message had on its way. */
    private static byte[] joined(String lines, byte[] prefix) {
        byte[] own = lines.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(own, own.length + prefix.length);
        System.arraycopy(prefix, 0, all, own.length, prefix.length);
        return all;
    }

    /** Delivery to the alias is what is reported; what becomes of it further on is told if it fails (RFC 3461 5.2.7.3). */
    private static Set<Notify> notifyOn(To to) {
        return to.notifyOn().stream().filter(n -> n != Notify.SUCCESS).collect(Collectors.toSet());
    }

    private String mailbox(long account, String detail) {
        return detail == null ? Mailboxes.INBOX : store.mailboxes(account).list().stream().map(Mailboxes.Info::name)
            .filter(detail::equalsIgnoreCase).findFirst().orElse(Mailboxes.INBOX);
    }

    /** The shared octets. */
    private static void copy(MessageBody from, Incoming to) throws StoreException {
        var block = new byte[(int) Math.min(BLOCK, Math.max(1, from.size()))];
        for (long position = from.prefixSize(); position < from.size(); ) {
            int read = from.read(position, block, 0, block.length);
            to.write(block, 0, read);
            position += read;
        }
    }
}
