package posthouse.imap.metadata;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import posthouse.imap.Authenticated;
import posthouse.imap.wire.ImapWriter;
import posthouse.mailstore.Annotations;
import posthouse.mailstore.StoreException;

/** The annotations of one mailbox, or of the server, as one account sees them; read when they are first asked for. */
public final class Notes {

    private final Authenticated state;
    private final long place;
    private final Map<Long, SortedMap<String, byte[]>> known = new HashMap<>();

    /** @param place a mailbox's id, or {@link Annotations#SERVER} */
    public Notes(Authenticated state, long place) {
        this.state = state;
        this.place = place;
    }

    /** The values by path, shared ones or the account's own. */
    SortedMap<String, byte[]> all(boolean shared) throws StoreException {
        long account = shared ? Annotations.SHARED : state.accountId();
        if (!known.containsKey(account)) {
            var notes = new TreeMap<>(state.store().annotations().read(place, account));
            notes.keySet().removeIf(name -> !name.startsWith("/")); // what the server keeps there itself
            if (shared && place == Annotations.SERVER) {
                String domain = state.identity().substring(state.identity().lastIndexOf('@') + 1);
                notes.put("/admin", ("mailto:postmaster@" + domain).getBytes(StandardCharsets.US_ASCII)); // RFC 5464 6.2.1
            }
            byte[] uses = shared || place == Annotations.SERVER ? null : Uses.of(place, state);
            if (uses != null) {
                notes.put(Uses.PATH, uses);
            }
            known.put(account, notes);
        }
        return known.get(account);
    }

    /** The value of an entry, {@code null} if it has none. */
    public byte[] value(Entry entry) throws StoreException {
        return all(entry.shared()).get(entry.path());
    }

    /** {@code * METADATA "INBOX" (/shared/comment "text")}: RFC 5464 4.4.1. A value is {@code null} for NIL. */
    public static void write(ImapWriter out, String mailbox, Map<String, byte[]> values) {
        out.text("* METADATA ").mailbox(mailbox).text(" (");
        String before = "";
        for (Map.Entry<String, byte[]> each : values.entrySet()) {
            out.text(before).astring(each.getKey()).sp().value(each.getValue());
            before = " ";
        }
        out.text(")\r\n");
    }
}
