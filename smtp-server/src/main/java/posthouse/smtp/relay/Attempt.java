package posthouse.smtp.relay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import posthouse.mailstore.QueuedMessage;
import posthouse.mailstore.QueuedMessage.Recipient;
import posthouse.smtp.relay.client.Answer;
import posthouse.smtp.relay.client.Content;
import posthouse.smtp.relay.client.Hop;
import posthouse.smtp.relay.client.HopFailure;
import posthouse.smtp.relay.client.OutboundMail;
import posthouse.smtp.relay.client.RemoteSession;
import posthouse.smtp.relay.dns.MailHosts.NoMailHosts;

/**
 * Sends messages to one domain, over one connection as long as that works: the hosts of a message are asked in turn until one
 * answers for its recipients (RFC 5321 5.1). For one thread.
 */
final class Attempt implements AutoCloseable {

    private static final int MAX_TRANSACTIONS = 100;

    private final Shared shared;
    private final String domain;
    private final Route route;
    private RemoteSession session;
    /** What the session was opened for. */
    private TlsWish opened;
    private boolean unreachable;
    private String asked = "";

    Attempt(Shared shared, String domain) {
        this.shared = shared;
        this.domain = domain;
        this.route = shared.routes().of(domain);
    }

    /** Whether no host of the domain could be talked to in the last attempt: the next message would fare the same. */
    boolean isUnreachable() {
        return unreachable;
    }

    /** @return an outcome for each recipient, by its number */
    Map<Integer, Outcome> send(QueuedMessage message, Content content, Instant now) {
        unreachable = false;
        Map<Integer, Outcome> outcomes = new HashMap<>();
        var pending = new ArrayList<>(message.recipients());
        if (session != null && (session.transactions() >= MAX_TRANSACTIONS || !session.isUsable())) {
            close();
        }
        TlsWish wish = session != null && opened == TlsWish.POLICY && !message.terms().requireTls() ? opened : TlsWish.of(message, content);
        if (session != null && (wish == TlsWish.REQUIRED || opened == TlsWish.OPTIONAL && wish != opened)) {
            close();
        }
        Deque<Hop> hops = null;
        var failures = new Failures();
        while (!pending.isEmpty()) {
            try {
                if (session == null) {
                    hops = hops == null ? new Hops(shared, domain, route).of(wish) : hops;
                    session = next(hops, failures);
                    opened = wish;
                }
                transact(message, content, now, pending, outcomes);
            } catch (NoMailHosts e) {
                boolean permanent = e.status().startsWith("5");
                unreachable = !permanent;
                pending.forEach(r -> outcomes.put(r.number(), Outcome.no(permanent, e.status(), "", e.getMessage(), false)));
                pending.clear();
            } catch (HopFailure e) {
                boolean opening = session == null;
                close();
                failures.add(asked, e);
                if (e.isUndecided() || hops != null && hops.isEmpty()) {
                    unreachable = opening;
                    pending.forEach(r -> outcomes.put(r.number(), failures.outcome()));
                    pending.clear();
                }
            }
        }
        return outcomes;
    }

    /** What went wrong at the hosts so far. */
    private static final class Failures {
        private final List<HopFailure> all = new ArrayList<>();
        private String host = "";

        void add(String where, HopFailure failure) {
            host = where;
            all.add(failure);
        }

        /** It failed for good only if each host says so for itself. */
        Outcome outcome() {
            HopFailure last = all.get(all.size() - 1);
            boolean permanent = all.stream().allMatch(f -> f.status().startsWith("5"));
            return Outcome.no(permanent, last.status(), host, last.getMessage(), last.reply() != null);
        }
    }

    /** Some recipients, as many as a transaction takes; those it answers for are pending no more. */
    private void transact(QueuedMessage message, Content content, Instant now, List<Recipient> pending, Map<Integer, Outcome> outcomes)
            throws HopFailure {
        var some = List.copyOf(pending.subList(0, Math.min(pending.size(), shared.maxRecipients())));
        long remaining = message.terms().deliverBy().map(by -> by.until().getEpochSecond() - now.getEpochSecond()).orElse(0L);
        var answers = session.send(new OutboundMail(message.sender(), message.terms(), some.stream().map(Recipient::to).toList(), content, remaining));
        boolean any = answers.stream().anyMatch(Answer::isDelivered);
        for (int i = 0; i < some.size(); i++) {
            if (!any || !answers.get(i).isTooMany()) { // who was one too many comes with the next transaction
                outcomes.put(some.get(i).number(), Outcome.of(answers.get(i), session.hop().host()));
                pending.remove(some.get(i));
            }
        }
    }

    private RemoteSession next(Deque<Hop> hops, Failures failures) throws HopFailure {
        while (true) {
            Hop hop = hops.remove();
            asked = hop.host();
            try {
                RemoteSession opened = RemoteSession.open(hop, shared.sender());
                count(hop, opened.tls().isPresent() ? "success" : "starttls-not-supported");
                return opened;
            } catch (HopFailure e) {
                count(hop, e.tlsResult());
                if (hops.isEmpty()) {
                    throw e;
                }
                failures.add(asked, e);
            }
        }
    }

    /** For reports on the domain's TLS (RFC 8460). */
    private void count(Hop hop, String result) {
        if (result != null && !hop.tls().report().isEmpty()) {
            shared.tally().count(domain, hop.tls().report(), hop.host(), result);
        }
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
            session = null;
        }
    }
}
