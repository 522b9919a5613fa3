package posthouse.imap.annotate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import posthouse.mailstore.Annotations;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.MessageAnnotations.Noted;
import posthouse.mailstore.MessageAnnotations.Some;
import posthouse.mailstore.StoreException;

/** The annotations of a mailbox's messages as one account sees them, read some at a time for whoever asks by ascending UID. */
public final class MessageNotes {

    private static final long LAST_UID = 0xffffffffL;

    private final Mailbox mailbox;
    private final long account;
    private final Map<Long, List<Noted>> read = new HashMap<>();
    private long first = 1;
    private long last;
    private long stretch = 16; // UIDs that are read at once: few at first, for whoever asks for few

    public MessageNotes(Mailbox mailbox, long account) {
        this.mailbox = mailbox;
        this.account = account;
    }

    /** Those of a message, shared ones first, by name. */
    public List<Noted> of(long uid) throws StoreException {
        if (uid < first || uid > last) {
            Some some = mailbox.annotations().read(uid, Math.min(uid + stretch, LAST_UID), account);
            stretch = Math.min(stretch * 8, LAST_UID);
            read.clear();
            some.annotations().forEach(noted -> read.computeIfAbsent(noted.uid(), u -> new ArrayList<>()).add(noted));
            first = uid;
            last = some.last();
        }
        return read.getOrDefault(uid, List.of());
    }

    /** The value of an entry, as text; empty if it has none. */
    public String text(long uid, EntryName entry, boolean shared) throws StoreException {
        for (Noted noted : of(uid)) {
            if (isShared(noted) == shared && noted.name().equals(entry.text())) {
                return text(noted);
            }
        }
        return "";
    }

    public static boolean isShared(Noted noted) {
        return noted.account() == Annotations.SHARED;
    }

    /** RFC 5257 3.2.2: texts are UTF-8; what isn't shows as that. */
    public static String text(Noted noted) {
        return new String(noted.value(), StandardCharsets.UTF_8);
    }
}
