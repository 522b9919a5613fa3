package posthouse.mailstore.engine;

import java.util.List;
import java.util.OptionalLong;
import posthouse.mailstore.Annotations.Annotation;
import posthouse.mailstore.Mailbox.Stored;
import posthouse.mailstore.MessageAnnotations;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.jdbc.MessageAnnotationRow;

/** Annotations of the messages of a mailbox, read from their rows; the mailbox's own row says whether there are any. */
final class StoredMessageAnnotations implements MessageAnnotations {
    private static final int READ_AT_ONCE = 128 << 10;
    private static final int MOST_CHANGED = 10_000;

    private final OpenStore store;
    private final long account;
    private final long mailbox;

    StoredMessageAnnotations(OpenStore store, long account, long mailbox) {
        this.store = store;
        this.account = account;
        this.mailbox = mailbox;
    }

    @Override
    public long changedAt() throws StoreException {
        return store.memory().mailbox(account, mailbox).row().annotated();
    }

    @Override
    public Some read(long firstUid, long lastUid, long whose) throws StoreException {
        if (changedAt() == 0 || lastUid < firstUid) {
            return new Some(List.of(), lastUid);
        }
        MessageAnnotationRow.Some some = store.database().messageAnnotations(mailbox, new UidSet.Range(firstUid, lastUid), whose, READ_AT_ONCE);
        return new Some(some.rows().stream().map(r -> new Noted(r.uid(), r.account(), r.name(), r.octets())).toList(), some.last());
    }

    @Override
    public List<Changed> changedSince(long modSeq, UidSet uids, long whose) throws StoreException {
        if (changedAt() <= modSeq || uids.isEmpty()) {
            return List.of();
        }
        var range = new UidSet.Range(uids.ranges().get(0).first(), uids.ranges().get(uids.ranges().size() - 1).last());
        return store.database().changedAnnotations(mailbox, range, whose, modSeq, MOST_CHANGED).stream().filter(r -> uids.contains(r.uid()))
            .map(r -> new Changed(r.uid(), r.name(), r.modSeq())).toList();
    }

    @Override
    public Stored set(UidSet uids, List<Annotation> annotations, OptionalLong unchangedSince) throws StoreException {
        long octets = annotations.stream().mapToLong(a -> a.value() == null ? 0 : a.value().length).sum();
        if (octets > 0) {
            store.checkSpace(octets * Math.min(uids.count(), store.memory().mailbox(account, mailbox).row().messages()));
        }
        return store.submit(new Annotate(account, mailbox, uids, annotations, unchangedSince, store.ids()));
    }
}
