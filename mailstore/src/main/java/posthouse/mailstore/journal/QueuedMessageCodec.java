package posthouse.mailstore.journal;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import posthouse.common.address.BadAddress;
import posthouse.common.address.EmailAddress;
import posthouse.common.address.ReversePath;
import posthouse.mailstore.Outgoing.DeliverBy;
import posthouse.mailstore.Outgoing.Notify;
import posthouse.mailstore.Outgoing.Return;
import posthouse.mailstore.Outgoing.Terms;
import posthouse.mailstore.Outgoing.To;
import posthouse.mailstore.QueuedMessage;
import posthouse.mailstore.QueuedMessage.Progress;
import posthouse.mailstore.QueuedMessage.Recipient;

/** Queued messages as octets of a record. */
final class QueuedMessageCodec {

    private QueuedMessageCodec() {
    }

    static void write(PayloadWriter to, QueuedMessage message) {
        to.number(message.id()).number(message.body()).octets(message.prefix()).number(message.size()).text(message.sender().toString())
            .signed(message.arrival().toEpochMilli());
        terms(to, message.terms());
        to.list(message.recipients(), (w, r) -> {
            w.number(r.number()).text(r.to().address().toString()).optional(r.to().orcpt())
                .list(r.to().notifyOn().stream().sorted().toList(), (n, notify) -> n.text(notify.name()));
            progress(w, r.progress());
        });
    }

    static QueuedMessage read(PayloadReader from) {
        long id = from.number();
        long body = from.number();
        byte[] prefix = from.octets();
        long size = from.number();
        ReversePath sender = sender(from.text());
        Instant arrival = Instant.ofEpochMilli(from.signed());
        return new QueuedMessage(id, sender, terms(from), arrival, size, prefix, body, from.list(QueuedMessageCodec::recipient));
    }

    private static Recipient recipient(PayloadReader from) {
        return new Recipient(from.count(), new To(address(from.text()), from.optional(), notify(from.list(PayloadReader::text))), progress(from));
    }

    private static void terms(PayloadWriter to, Terms terms) {
        to.text(terms.journey()).number(terms.account()).optional(terms.envId()).optional(terms.ret() == null ? null : terms.ret().name())
            .octet(terms.smtpUtf8() ? 1 : 0).octet(terms.requireTls() ? 1 : 0).signed(terms.priority());
        instant(to, terms.holdUntil());
        instant(to, terms.deliverBy().map(DeliverBy::until).orElse(null));
        terms.deliverBy().ifPresent(by -> to.octet(by.returned() ? 1 : 0).octet(by.trace() ? 1 : 0));
    }

    private static Terms terms(PayloadReader from) {
        String journey = from.text();
        long account = from.number();
        String envId = from.optional();
        String ret = from.optional();
        boolean smtpUtf8 = from.octet() == 1;
        boolean requireTls = from.octet() == 1;
        int priority = (int) from.signed();
        Instant holdUntil = instant(from);
        Instant by = instant(from);
        Optional<DeliverBy> deliverBy = by == null ? Optional.empty()
            : Optional.of(new DeliverBy(by, from.octet() == 1, from.octet() == 1));
        return new Terms(journey, account, envId, ret == null ? null : Return.valueOf(ret), smtpUtf8, requireTls, priority, holdUntil, deliverBy);
    }

    static void progress(PayloadWriter to, Progress progress) {
        to.number(progress.attempts());
        instant(to, progress.lastAttempt());
        instant(to, progress.nextAttempt());
        to.octet(progress.held() ? 1 : 0).octet(progress.delayTold() ? 1 : 0).text(progress.host()).text(progress.reply());
    }

    private static Progress progress(PayloadReader from) {
        return new Progress(from.count(), instant(from), instant(from), from.octet() == 1, from.octet() == 1, from.text(), from.text());
    }

    static Map<Integer, Progress> progresses(PayloadReader from) {
        Map<Integer, Progress> progresses = new HashMap<>();
        from.list(f -> Map.entry(f.count(), progress(f))).forEach(each -> progresses.put(each.getKey(), each.getValue()));
        return progresses;
    }

    private static void instant(PayloadWriter to, Instant instant) {
        to.octet(instant == null ? 0 : 1);
        if (instant != null) {
            to.signed(instant.toEpochMilli());
        }
    }

    private static Instant instant(PayloadReader from) {
        return from.octet() == 0 ? null : Instant.ofEpochMilli(from.signed());
    }

    private static Set<Notify> notify(List<String> names) {
        var notify = EnumSet.noneOf(Notify.class);
        names.forEach(name -> notify.add(Notify.valueOf(name)));
        return notify;
    }

    /** It was parsed before it was written. */
    private static ReversePath sender(String text) {
        try {
            return ReversePath.parse(text);
        } catch (BadAddress e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static EmailAddress address(String text) {
        try {
            return EmailAddress.parse(text);
        } catch (BadAddress e) {
            throw new IllegalArgumentException(e);
        }
    }
}
