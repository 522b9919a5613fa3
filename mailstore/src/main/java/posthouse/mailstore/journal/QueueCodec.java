package posthouse.mailstore.journal;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Changes of the outbound queue as octets of a record. */
final class QueueCodec implements QueueChange.Visitor<RuntimeException> {

    /** The kinds on disk: a number is never used for anything else. */
    private static final int QUEUE_MESSAGE = 48;
    private static final int SET_PROGRESS = 49;
    private static final int REMOVE_QUEUED = 50;
    private static final int KEEP_POLICY = 51;
    private static final int ADD_TLS_RESULTS = 52;

    /** How each kind is read: the mirror of the methods below. */
    static final Map<Integer, Function<PayloadReader, Change>> KINDS = Map.ofEntries(
        Map.entry(QUEUE_MESSAGE, from -> new QueueChange.QueueMessage(QueuedMessageCodec.read(from))),
        Map.entry(SET_PROGRESS, from -> new QueueChange.SetProgress(from.number(), QueuedMessageCodec.progresses(from))),
        Map.entry(REMOVE_QUEUED, from -> new QueueChange.RemoveQueued(from.number(), from.list(PayloadReader::count), from.number())),
        Map.entry(KEEP_POLICY, from -> new QueueChange.KeepPolicy(from.text(), from.text(), from.text(), from.signed(), from.signed())),
        Map.entry(ADD_TLS_RESULTS, from -> new QueueChange.AddTlsResults(from.number(),
            from.list(r -> new QueueChange.AddTlsResults.TlsResult(r.text(), r.text(), r.text(), r.text(), r.number())))));

    private final PayloadWriter to;

    QueueCodec(PayloadWriter to) {
        this.to = to;
    }

    @Override
    public void queueMessage(QueueChange.QueueMessage change) {
        to.octet(QUEUE_MESSAGE);
        QueuedMessageCodec.write(to, change.message());
    }

    @Override
    public void setProgress(QueueChange.SetProgress change) {
        to.octet(SET_PROGRESS).number(change.message());
        to.list(List.copyOf(new TreeMap<>(change.recipients()).entrySet()), (w, each) -> {
            w.number(each.getKey());
            QueuedMessageCodec.progress(w, each.getValue());
        });
    }

    @Override
    public void removeQueued(QueueChange.RemoveQueued change) {
        to.octet(REMOVE_QUEUED).number(change.message()).list(change.recipients(), (w, number) -> w.number(number)).number(change.body());
    }

    @Override
    public void keepPolicy(QueueChange.KeepPolicy change) {
        to.octet(KEEP_POLICY).text(change.domain()).text(change.id()).text(change.text()).signed(change.fetched()).signed(change.expires());
    }

    @Override
    public void addTlsResults(QueueChange.AddTlsResults change) {
        to.octet(ADD_TLS_RESULTS).number(change.day());
        to.list(change.results(), (w, r) -> w.text(r.domain()).text(r.policy()).text(r.host()).text(r.result()).number(r.count()));
    }
}
