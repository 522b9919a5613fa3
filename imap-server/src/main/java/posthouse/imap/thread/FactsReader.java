package posthouse.imap.thread;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.BooleanSupplier;
import posthouse.imap.search.SentTime;
import posthouse.imap.selected.Rows;
import posthouse.imap.selected.View;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Message;
import posthouse.mailstore.MessageGone;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.mime.EnvelopeStructure;
import posthouse.mailstore.mime.HeaderFields;
import posthouse.mailstore.search.BaseSubject;
import posthouse.mailstore.search.CaseMap;

/** Gathers the facts of messages: those known from earlier, the others from their rows and headers. */
final class FactsReader {

    /** Of a longer header the rest is not looked at. */
    private static final int MOST_HEADER = 64 * 1024;

    private final KnownFacts cache;
    private final Mailbox mailbox;
    private final View view;
    private final BooleanSupplier cancelled;
    private byte[] header = new byte[4096];

    FactsReader(KnownFacts cache, Mailbox mailbox, View view, BooleanSupplier cancelled) {
        this.cache = cache;
        this.mailbox = mailbox;
        this.view = view;
        this.cancelled = cancelled;
    }

    /**
     * @param matching sequence numbers
     * @return in the order of the mailbox, without those that are gone
     */
    Facts[] read(BitSet matching) throws StoreException {
        Facts[] known = cache.get(mailbox.id());
        var all = new Facts[matching.cardinality()];
        var missing = new UidSet.Builder();
        int count = 0;
        int at = 0;
        for (int sequence = matching.nextSetBit(0); sequence >= 0; sequence = matching.nextSetBit(sequence + 1)) {
            long uid = view.uid(sequence);
            while (at < known.length && known[at].uid() < uid) {
                at++;
            }
            if (at < known.length && known[at].uid() == uid) {
                all[count++] = known[at];
            } else {
                missing.add(sequence);
            }
        }
        var added = readRows(missing.build());
        cache.put(mailbox.id(), merged(remaining(known), added));
        return merged(Arrays.copyOf(all, count), added);
    }

    private Facts[] readRows(UidSet sequences) throws StoreException {
        var read = new Facts[Math.toIntExact(sequences.count())];
        int count = 0;
        var rows = new Rows(mailbox, view, sequences.iterator(), Detail.STRUCTURE);
        for (Message row = rows.next(); row != null && !cancelled.getAsBoolean(); row = rows.next()) {
            try {
                read[count] = facts(row);
                count++;
            } catch (MessageGone e) {
                continue; // expunged meanwhile
            }
        }
        return Arrays.copyOf(read, count);
    }

    private Facts facts(Message row) throws StoreException {
        EnvelopeStructure envelope = row.structure().envelope();
        var subject = BaseSubject.of(envelope.subject());
        long[] references = references(row);
        long parent = references.length == 0 ? MessageIds.first(envelope.inReplyTo()) : 0; // RFC 5256 3
        return new Facts(row.uid(), MessageIds.first(envelope.messageId()), parent == 0 ? references : new long[] {parent},
            Hash.of(CaseMap.fold(subject.text())), subject.replyOrForward(), SentTime.of(row).getEpochSecond(), row.internalDate().getEpochSecond());
    }

    private long[] references(Message row) throws StoreException {
        try (var body = mailbox.body(row)) {
            int size = (int) Math.min(body.prefixSize() + row.structure().root().bodyStart(), MOST_HEADER);
            if (header.length < size) {
                header = new byte[Math.max(size, 2 * header.length)];
            }
            var fields = new HeaderFields(header, 0, body.read(0, header, 0, size));
            while (fields.next()) {
                if (fields.nameIs("References")) {
                    return MessageIds.all(fields.value());
                }
            }
            return new long[0];
        }
    }

    /** Those of messages that are there still. */
    private Facts[] remaining(Facts[] known) {
        return Arrays.stream(known).filter(facts -> view.sequence(facts.uid()) > 0).toArray(Facts[]::new);
    }

    private static Facts[] merged(Facts[] some, Facts[] others) {
        var all = Arrays.copyOf(some, some.length + others.length);
        System.arraycopy(others, 0, all, some.length, others.length);
        Arrays.sort(all, (a, b) -> Long.compare(a.uid(), b.uid()));
        return all;
    }
}
