package posthouse.smtp.relay;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import posthouse.mailstore.Directory.Resolution;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Incoming;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.MailStore.Delivered;
import posthouse.mailstore.MailStore.LocalCopy;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.Outgoing;
import posthouse.mailstore.Outgoing.To;
import posthouse.mailstore.OverQuota;
import posthouse.mailstore.QueuedMessage;
import posthouse.mailstore.QueuedMessage.Recipient;
import posthouse.mailstore.StoreException;
import posthouse.smtp.relay.Outcome.Kind;

/**
 * Mail in the queue for a domain that is here: it was to wait (RFC 4865), its sender wants to hear of its delivery (RFC 3461), or
 * the domain came here meanwhile.
 */
final class LocalDelivery {

    private static final int BLOCK = 64 << 10;

    private final MailStore store;

    LocalDelivery(MailStore store) {
        this.store = store;
    }

    Map<Integer, Outcome> of(QueuedMessage message, MessageBody body) {
        Map<Integer, Outcome> outcomes = new HashMap<>();
        for (Recipient recipient : message.recipients()) {
            outcomes.put(recipient.number(), deliver(message, recipient.to(), body));
        }
        return outcomes;
    }

    private Outcome deliver(QueuedMessage message, To to, MessageBody body) {
        if (!(store.directory().resolve(to.address()) instanceof Resolution.Found found)) {
            return new Outcome(Kind.FAILED, "5.1.1", "", "there is no such user here", false);
        }
        byte[] prefix = ("Return-Path: " + message.sender() + "\r\nDelivered-To: " + to.address() + "\r\n").getBytes(StandardCharsets.UTF_8);
        var copies = found.accounts().stream()
            .map(account -> new LocalCopy(account.id(), mailbox(account.id(), found.detail()), prefix, Flags.NONE)).toList();
        var further = found.elsewhere().stream().map(address -> new To(address, to.orcpt(), notifyOn(to))).toList();
        var outgoing = further.isEmpty() ? List.<Outgoing>of()
            : List.of(new Outgoing(message.sender(), message.terms(), further, message.prefix()));
        try (Incoming octets = store.incoming()) {
            copy(body, octets);
            List<Delivered> delivered = store.deliver(octets, copies, outgoing, false);
            delivered.forEach(copy -> store.journeys().stored(message.terms().journey(), copy.mailboxId(), copy.uid(),
                "stored: " + copy.mailbox() + " UID " + copy.uid()));
            return new Outcome(Kind.DELIVERED, "2.0.0", "", delivered.isEmpty() ? "sent on" : "stored in " + delivered.get(0).mailbox(), false);
        } catch (OverQuota e) {
            return new Outcome(Kind.DEFERRED, "4.2.2", "", "the mailbox is full", false);
        } catch (StoreException e) {
            return new Outcome(Kind.DEFERRED, "4.3.0", "", e.getMessage().toLowerCase(Locale.ROOT), false);
        }
    }

    /** Delivery to the alias is what is reported; what becomes of it further on is told if it fails (RFC 3461 5.2.7.3). */
    private static Set<Outgoing.Notify> notifyOn(To to) {
        return to.notifyOn().stream().filter(n -> n != Outgoing.Notify.SUCCESS).collect(Collectors.toSet());
    }

    private String mailbox(long account, String detail) {
        return detail == null ? Mailboxes.INBOX : store.mailboxes(account).list().stream().map(Mailboxes.Info::name)
            .filter(detail::equalsIgnoreCase).findFirst().orElse(Mailboxes.INBOX);
    }

    private static void copy(MessageBody from, Incoming to) throws StoreException {
        var block = new byte[(int) Math.min(BLOCK, Math.max(1, from.size()))];
        for (long position = 0; position < from.size(); ) {
            int read = from.read(position, block, 0, block.length);
            to.write(block, 0, read);
            position += read;
        }
    }
}
