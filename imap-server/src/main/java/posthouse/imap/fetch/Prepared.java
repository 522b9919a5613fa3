package posthouse.imap.fetch;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import posthouse.mailstore.Message;

/**
 * ENVELOPE, BODY and BODYSTRUCTURE as they were written to a client, and header fields as they were picked for one, for the next who asks: neither
 * rows nor octets are read again. Tables of places that messages take by the number of their octets; who comes later takes the place. Long ones
 * are not kept, so that all of it is bounded. Safe for use by many threads.
 */
public final class Prepared {

    /** The part of the memory that all in a table may have, what one message's texts may have, and how many there are at most. */
    private static final int SHARE = 32;
    private static final int LONGEST = 1024;
    private static final int MOST = 32 * 1024;

    private final int size = (int) Math.min(MOST, Long.highestOneBit(Runtime.getRuntime().maxMemory() / SHARE / LONGEST));
    private final AtomicReferenceArray<Texts> places = new AtomicReferenceArray<>(size);
    private final AtomicReferenceArray<Fields> fields = new AtomicReferenceArray<>(size);

    /** What is known of a message; empty if nothing is. */
    Texts of(Message message, boolean utf8) {
        Texts found = places.get(place(message.body(), utf8));
        return found != null && found.body == message.body() && found.utf8 == utf8 ? found : new Texts(message.body(), utf8, new byte[StructureText.values().length][]);
    }

    void keep(Texts texts) {
        if (texts.octets() <= LONGEST) {
            places.set(place(texts.body, texts.utf8), texts);
        }
    }

    private int place(long body, boolean utf8) {
        return (int) (body + (utf8 ? size / 2 : 0)) & size - 1;
    }

    /** Header fields of a message, with the size before them; {@code null} if it isn't known. @param name what the answer is called */
    byte[] fields(Message message, String name) {
        Fields found = fields.get(place(message.body(), false));
        return found != null && found.uid == message.uid() && found.mailbox == message.mailboxId() && found.name.equals(name) ? found.octets : null;
    }

    void keepFields(Message message, String name, byte[] octets) {
        if (octets.length <= LONGEST) {
            fields.set(place(message.body(), false), new Fields(message.mailboxId(), message.uid(), name, octets));
        }
    }

    /** Of one message and not of all with the same octets: its copy's own trace lines belong to its header. */
    private record Fields(long mailbox, long uid, String name, byte[] octets) {
    }

    /** Texts about one message's octets, for clients that take UTF-8 in quoted strings or for others. Immutable. */
    static final class Texts {
        private final long body;
        private final boolean utf8;
        private final byte[][] texts;
        private final int known; // a bit for each that is

        private Texts(long body, boolean utf8, byte[][] texts) {
            this.body = body;
            this.utf8 = utf8;
            this.texts = texts;
            int bits = 0;
            for (int i = 0; i < texts.length; i++) {
                bits |= texts[i] == null ? 0 : 1 << i;
            }
            this.known = bits;
        }

        /** {@code null} if it isn't known. */
        byte[] get(StructureText which) {
            return texts[which.ordinal()];
        }

        /** @param all their bits */
        boolean has(int all) {
            return (known & all) == all;
        }

        Texts with(StructureText which, byte[] octets) {
            byte[][] more = texts.clone();
            more[which.ordinal()] = octets;
            return new Texts(body, utf8, more);
        }

        private int octets() {
            return Arrays.stream(texts).mapToInt(t -> t == null ? 0 : t.length).sum();
        }
    }
}
