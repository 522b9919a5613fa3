package posthouse.mailstore.storm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import posthouse.mailstore.Flags;

/** What an account should hold: mailboxes with messages, each known by its number, mail on its way out, and all that is set for it. */
final class Model {

    /**
     * A message: its octets follow from its number.
     *
     * @param note what its user noted of it; {@code null} for nothing
     */
    record Mail(int number, Flags flags, String note) {
        Mail(int number, Flags flags) {
            this(number, flags, null);
        }

        Mail with(Flags other) {
            return new Mail(number, other, note);
        }
    }

    /** A mailbox. */
    static final class Box {
        final TreeMap<Long, Mail> mails = new TreeMap<>();
        final TreeMap<String, String> notes = new TreeMap<>();
        final TreeMap<String, String> rights = new TreeMap<>();
        /** What a script expunged, if that can come back. */
        final TreeMap<Long, Mail> gone = new TreeMap<>();
        long uidNext = 1;
        private String text;

        void put(long uid, Mail mail) {
            mails.put(uid, mail);
            uidNext = Math.max(uidNext, uid + 1);
            text = null;
        }

        /** Gives a message the next UID. */
        void add(Mail mail) {
            put(uidNext, mail);
        }

        Mail remove(long uid) {
            text = null;
            return mails.remove(uid);
        }

        void expunge(long uid) {
            gone.put(uid, remove(uid));
        }

        private String text() {
            if (text == null) {
                var all = new StringBuilder();
                mails.forEach((uid, mail) -> all.append(' ').append(uid).append('=').append(mail.number()).append(mail.flags().atoms())
                    .append(mail.note() == null ? "" : "~" + mail.note()));
                text = all.toString();
            }
            return text + (notes.isEmpty() ? "" : " notes " + notes) + (rights.isEmpty() ? "" : " rights " + rights);
        }
    }

    /** A message for other servers: how often each of its recipients was tried. */
    static final class Queued {
        final TreeMap<Integer, Integer> attempts = new TreeMap<>();
        boolean held;

        @Override
        public String toString() {
            return attempts + (held ? " held" : "");
        }
    }

    final SortedMap<String, Box> boxes = new TreeMap<>();
    final TreeSet<String> subscriptions = new TreeSet<>();
    /** Mailboxes that a script deleted, if they can come back. */
    final SortedMap<String, Box> deleted = new TreeMap<>();
    /** By the number of the letter. */
    final SortedMap<Integer, Queued> queue = new TreeMap<>();
    /** App passwords. */
    final SortedMap<Long, String> passwords = new TreeMap<>();
    /** Everything else that has a name and a value. */
    final SortedMap<String, String> settings = new TreeMap<>();

    Box box(String name) {
        return boxes.get(name);
    }

    List<String> names() {
        return new ArrayList<>(boxes.keySet());
    }

    /** All of it as text, one mailbox a line: two models are equal if their texts are. */
    String text() {
        var lines = new StringBuilder("subscribed " + subscriptions + "\nqueue " + queue + "\npasswords " + passwords + "\nset " + settings);
        for (Map.Entry<String, Box> box : boxes.entrySet()) {
            lines.append('\n').append(box.getKey()).append(':').append(box.getValue().text());
        }
        return lines.toString();
    }
}
