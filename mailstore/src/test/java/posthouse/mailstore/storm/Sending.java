package posthouse.mailstore.storm;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import posthouse.common.address.ReversePath;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Incoming;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.MailStore.LocalCopy;
import posthouse.mailstore.OutboundQueue;
import posthouse.mailstore.OutboundQueue.Conclusion;
import posthouse.mailstore.OutboundQueue.NewMail;
import posthouse.mailstore.Outgoing;
import posthouse.mailstore.QueuedMessage;
import posthouse.mailstore.QueuedMessage.Progress;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Stores;
import posthouse.mailstore.storm.Model.Mail;
import posthouse.mailstore.storm.Model.Queued;

/** What is done to mail on its way out. Each account sends to a domain of its own. */
interface Sending {

    static String domain(long account) {
        return "to" + account + ".test";
    }

    private static String journey(int number) {
        return "letter " + number;
    }

    /** @param box gets a copy of it, in the same record; {@code null} for none */
    record Queue(int number, int recipients, String box) implements Deed {
        @Override
        public void perform(MailStore store, long account) throws StoreException {
            var to = new ArrayList<Outgoing.To>();
            for (int i = 1; i <= recipients; i++) {
                to.add(Outgoing.To.of(Stores.address("r" + i + "@" + domain(account))));
            }
            List<LocalCopy> copies = box == null ? List.of() : List.of(new LocalCopy(account, box, new byte[0], Flags.NONE));
            try (Incoming incoming = Stores.incoming(store, Letters.octets(number))) {
                store.deliver(incoming, copies, List.of(new Outgoing(ReversePath.NULL, Outgoing.Terms.plain(journey(number), account), to, new byte[0])),
                    false);
            }
        }

        @Override
        public void applyTo(Model model) {
            var queued = new Queued();
            for (int i = 1; i <= recipients; i++) {
                queued.attempts.put(i, 0);
            }
            model.queue.put(number, queued);
            if (box != null) {
                model.box(box).add(new Mail(number, Flags.NONE));
            }
        }
    }

    /**
     * A recipient is tried.
     *
     * @param done whether it is done with, or tried again
     * @param notice the number of a letter that goes to INBOX in the same record; 0 for none
     */
    record Try(int number, int recipient, boolean done, int notice) implements Deed {
        @Override
        public void perform(MailStore store, long account) throws StoreException {
            QueuedMessage message = claim(store, account);
            Progress before = message.recipients().stream().filter(r -> r.number() == recipient).findFirst().orElseThrow().progress();
            Map<Integer, Progress> again = done ? Map.of()
                : Map.of(recipient, new Progress(before.attempts() + 1, Instant.EPOCH, Instant.EPOCH, false, false, "host.test", "450 later"));
            Set<Integer> gone = done ? Set.of(recipient) : Set.of();
            try (Incoming octets = notice == 0 ? null : Stores.incoming(store, Letters.octets(notice))) {
                NewMail told = octets == null ? null
                    : new NewMail(octets, List.of(new LocalCopy(account, "INBOX", new byte[0], Flags.NONE)), List.of());
                store.queue().conclude(List.of(new Conclusion(message, gone, again, null, told)));
            } catch (StoreException | RuntimeException e) {
                store.queue().release(message);
                throw e;
            }
        }

        /** Another process that was killed may still have it for a moment. */
        private QueuedMessage claim(MailStore store, long account) {
            var claimed = new ArrayList<QueuedMessage>();
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                for (QueuedMessage each : store.queue().claim(domain(account), d -> false, Instant.now().plusSeconds(3600), 100)) {
                    if (each.terms().journey().equals(journey(number))) {
                        claimed.add(each);
                    } else {
                        store.queue().release(each);
                    }
                }
                return !claimed.isEmpty();
            });
            return claimed.get(0);
        }

        @Override
        public void applyTo(Model model) {
            Queued queued = model.queue.get(number);
            if (!done) {
                queued.attempts.merge(recipient, 1, Integer::sum);
                return;
            }
            queued.attempts.remove(recipient);
            if (queued.attempts.isEmpty()) {
                model.queue.remove(number);
            }
            if (notice != 0) {
                model.box("INBOX").add(new Mail(notice, Flags.NONE));
            }
        }
    }

    /** What an administrator does. */
    enum Order {
        HOLD, RETRY, REMOVE
    }

    record Manage(int number, Order order) implements Deed {
        @Override
        public void perform(MailStore store, long account) throws StoreException {
            OutboundQueue queue = store.queue();
            List<Long> ids = queue.named(journey(number)).stream().map(QueuedMessage::id).toList();
            switch (order) {
                case HOLD -> queue.hold(ids);
                case RETRY -> queue.retry(ids, true);
                case REMOVE -> queue.remove(ids);
            }
        }

        @Override
        public void applyTo(Model model) {
            if (order == Order.REMOVE) {
                model.queue.remove(number);
            } else {
                model.queue.get(number).held = order == Order.HOLD;
            }
        }
    }

    /** What of an account is on its way. */
    static void read(MailStore store, long account, Model model) throws StoreException {
        for (long id : store.queue().ofDomain(domain(account), 0, Integer.MAX_VALUE)) {
            QueuedMessage message = store.queue().find(id).orElseThrow();
            var queued = new Queued();
            message.recipients().forEach(r -> {
                queued.attempts.put(r.number(), r.progress().attempts());
                queued.held |= r.progress().held();
            });
            model.queue.put(Integer.parseInt(message.terms().journey().substring("letter ".length())), queued);
        }
    }

    /** The octets of a message in the queue. */
    static byte[] octets(MailStore store, int number) throws StoreException {
        try (var body = store.queue().body(store.queue().named(journey(number)).get(0))) {
            var octets = new byte[(int) body.size()];
            body.read(0, octets, 0, octets.length);
            return octets;
        }
    }
}
