package posthouse.mailstore.storm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import posthouse.mailstore.Flags;

/** What an account should hold: mailboxes with messages, each known by its number, and subscriptions. */
final class Model {

    /** A message: its octets follow from its number. */
    record Mail(int number, Flags flags) {
    }

    /** A mailbox. */
    static final class Box {
        final TreeMap<Long, Mail> mails = new TreeMap<>();
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

        private String text() {
            if (text == null) {
                var all = new StringBuilder();
                mails.forEach((uid, mail) -> all.append(' ').append(uid).append('=').append(mail.number()).append(mail.flags().atoms()));
                text = all.toString();
            }
            return text;
        }
    }

    final SortedMap<String, Box> boxes = new TreeMap<>();
    final TreeSet<String> subscriptions = new TreeSet<>();

    Box box(String name) {
        return boxes.get(name);
    }

    List<String> names() {
        return new ArrayList<>(boxes.keySet());
    }

    /** All of it as text, one mailbox a line: two models are equal if their texts are. */
    String text() {
        var lines = new StringBuilder("subscribed " + subscriptions);
        for (Map.Entry<String, Box> box : boxes.entrySet()) {
            lines.append('\n').append(box.getKey()).append(':').append(box.getValue().text());
        }
        return lines.toString();
    }
}
