package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import posthouse.mailstore.Annotations.Annotation;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Mailbox.Stored;
import posthouse.mailstore.Message;
import posthouse.mailstore.MessageAnnotations;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.TooManyAnnotations;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.MessageAnnotationRow;
import posthouse.mailstore.jdbc.MessageRow;
import posthouse.mailstore.journal.MessageChange.SetAnnotations;
import posthouse.mailstore.journal.MessageChange.SetFlags;

/** Annotations for messages: RFC 5257 4.5. Their mod-sequence rises with flags that stay what they are. */
record Annotate(long account, long mailbox, UidSet uids, List<Annotation> annotations, OptionalLong unchangedSince, MessageIds ids)
    implements Command<Stored> {

    private static final int READ_AT_ONCE = 1 << 20;
    /** So many that are none any more are remembered of a message, at most. */
    private static final int MOST_GONE = 2 * MessageAnnotations.MOST;

    @Override
    public Decision<Stored> decide(View view) throws StoreException, DatabaseFailed {
        Tally tally = view.tally(account, mailbox);
        List<SetAnnotations.Note> notes = notes(annotations);
        var before = new Before(view, tally.mailbox().annotated() == 0);
        Map<Flags, UidSet.Builder> groups = new LinkedHashMap<>();
        var touched = new UidSet.Builder();
        var changed = new ArrayList<Message>();
        var refused = new UidSet.Builder();
        for (MessageRow message : view.messages(tally.mailbox(), uids)) {
            if (unchangedSince.isPresent() && message.modSeq() > unchangedSince.getAsLong()) {
                refused.add(message.uid());
            } else if (before.isChangedBy(notes, message.uid())) {
                groups.computeIfAbsent(message.flags(), f -> new UidSet.Builder()).add(message.uid());
                touched.add(message.uid());
                changed.add(ids.message(mailbox, message.with(message.flags(), tally.modSeq)));
            }
        }
        if (changed.isEmpty()) {
            return Decision.of(new Stored(changed, refused.build(), tally.mailbox().modSeq()), List.of());
        }
        List<SetFlags.Group> flags = groups.entrySet().stream().map(g -> new SetFlags.Group(g.getKey(), g.getValue().build())).toList();
        return Decision.of(new Stored(changed, refused.build(), tally.modSeq), new SetFlags(mailbox, tally.modSeq, flags),
            new SetAnnotations(mailbox, tally.modSeq, touched.build(), notes, before.manyGone), tally.result());
    }

    /** Each once, as it is set last. */
    private static List<SetAnnotations.Note> notes(List<Annotation> annotations) {
        Map<Key, SetAnnotations.Note> notes = new LinkedHashMap<>();
        annotations.forEach(a -> notes.put(new Key(a.account(), a.name()), new SetAnnotations.Note(a.account(), a.name(), a.value())));
        return List.copyOf(notes.values());
    }

    private record Key(long account, String name) {
    }

    /** What a new message has of these from the beginning. */
    static List<SetAnnotations.Note> ofNew(List<Annotation> annotations) throws TooManyAnnotations {
        List<SetAnnotations.Note> notes = notes(annotations).stream().filter(n -> n.value() != null).toList();
        check(notes, Map.of());
        return notes;
    }

    private static void check(List<SetAnnotations.Note> notes, Map<Key, byte[]> before) throws TooManyAnnotations {
        Map<Key, byte[]> after = new HashMap<>(before);
        notes.forEach(n -> after.put(new Key(n.account(), n.name()), n.value()));
        Map<Long, long[]> sums = new HashMap<>();
        after.forEach((key, value) -> {
            long[] sum = sums.computeIfAbsent(key.account, a -> new long[2]);
            sum[0] += value == null ? 0 : 1;
            sum[1] += value == null ? 0 : value.length;
        });
        boolean adds = notes.stream().anyMatch(n -> n.value() != null);
        if (adds && notes.stream().map(n -> sums.get(n.account())).anyMatch(s -> s[0] > MessageAnnotations.MOST || s[1] > MessageAnnotations.MAX_ALL)) {
            throw new TooManyAnnotations(MessageAnnotations.MOST, MessageAnnotations.MAX_ALL);
        }
    }

    /** What messages have already, read as they are asked for in ascending order. */
    private final class Before {
        private final View view;
        private final boolean nothing;
        private final Map<Long, Map<Key, byte[]>> read = new HashMap<>();
        private long last;
        private boolean manyGone;

        /** @param nothing whether no message has any */
        Before(View view, boolean nothing) {
            this.view = view;
            this.nothing = nothing;
        }

        boolean isChangedBy(List<SetAnnotations.Note> notes, long uid) throws DatabaseFailed, TooManyAnnotations {
            Map<Key, byte[]> there = of(uid);
            manyGone |= there.values().stream().filter(v -> v == null).count() > MOST_GONE;
            check(notes, there);
            return notes.stream().anyMatch(n -> !Arrays.equals(n.value(), there.get(new Key(n.account(), n.name()))));
        }

        private Map<Key, byte[]> of(long uid) throws DatabaseFailed {
            if (nothing) {
                return Map.of();
            }
            if (uid > last) {
                read.clear();
                var wanted = new UidSet.Range(uid, uids.ranges().get(uids.ranges().size() - 1).last());
                MessageAnnotationRow.Some some = view.writing().messageAnnotations(mailbox, wanted, READ_AT_ONCE);
                for (MessageAnnotationRow row : some.rows()) {
                    read.computeIfAbsent(row.uid(), u -> new HashMap<>()).put(new Key(row.account(), row.name()), row.octets());
                }
                last = some.last();
            }
            return read.getOrDefault(uid, Map.of());
        }
    }
}
