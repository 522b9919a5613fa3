package posthouse.imap.search;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import posthouse.imap.annotate.MessageNotes;
import posthouse.imap.search.EnvelopeTexts.Column;
import posthouse.imap.selected.View;

/** The {@link EnvelopeTexts} of one mailbox while it is searched: those that were there, and those that are learned on the way; and its annotations. */
final class Columns {

    private final EnvelopeTexts cache;
    private final long mailbox;
    private final MessageNotes notes;
    private final Map<EnvelopeText, Column> known = new EnumMap<>(EnvelopeText.class);
    private final Map<EnvelopeText, Learned> learned = new EnumMap<>(EnvelopeText.class);

    Columns(EnvelopeTexts cache, long mailbox, MessageNotes notes) {
        this.cache = cache;
        this.mailbox = mailbox;
        this.notes = notes;
    }

    MessageNotes notes() {
        return notes;
    }

    Column known(EnvelopeText field) {
        Column column = known.get(field);
        if (column == null) {
            column = cache.get(mailbox, field);
            known.put(field, column);
        }
        return column;
    }

    /** Messages come by ascending UID. */
    void learn(EnvelopeText field, long uid, String text) {
        learned.computeIfAbsent(field, f -> new Learned()).add(uid, text);
    }

    /** Keeps what was learned for the next search, and drops messages that are gone. */
    void keep(View view) {
        learned.forEach((field, added) -> cache.put(mailbox, field, added.mergedWith(known(field), view)));
    }

    /** What grows. */
    private static final class Learned {
        private long[] uids = new long[64];
        private String[] texts = new String[64];
        private int size;

        void add(long uid, String text) {
            if (size > 0 && uids[size - 1] == uid) {
                return; // a field may be asked for twice
            }
            if (size == uids.length) {
                uids = Arrays.copyOf(uids, 2 * size);
                texts = Arrays.copyOf(texts, 2 * size);
            }
            uids[size] = uid;
            texts[size++] = text;
        }

        Column mergedWith(Column before, View view) {
            var merged = new Learned();
            int mine = 0;
            for (int theirs = 0; theirs < before.size(); theirs++) {
                while (mine < size && uids[mine] < before.uid(theirs)) {
                    merged.add(uids[mine], texts[mine++]);
                }
                if (view.sequence(before.uid(theirs)) > 0) {
                    merged.add(before.uid(theirs), before.text(theirs));
                }
            }
            while (mine < size) {
                merged.add(uids[mine], texts[mine++]);
            }
            return new Column(Arrays.copyOf(merged.uids, merged.size), Arrays.copyOf(merged.texts, merged.size));
        }
    }
}
