package posthouse.imap.search;

import java.nio.charset.StandardCharsets;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Chars;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;
import posthouse.mailstore.Annotations;
import posthouse.mailstore.StoreException;

/** Searches that a client keeps under a name (RFC 5466): annotations of the server, its own or shared ones. */
public final class Filters {

    /** Where they lie, behind {@code /private} or {@code /shared} (RFC 5466 3.2). */
    public static final String VALUES = "/filters/values/";
    /** How deep one filter may name another (RFC 5466 3.1: 3 at least); so a loop is found. */
    static final int DEEPEST = 5;

    private final Annotations annotations;
    private final long account;
    private int keys; // of all filters that were put in

    Filters(Annotations annotations, long account) {
        this.annotations = annotations;
        this.account = account;
    }

    /** @throws Refused if there is no such filter, or it is named in too deep a place: it may name itself */
    SearchKey key(String name, int depth) throws Refused, StoreException {
        byte[] criteria = depth < DEEPEST ? find(name) : null;
        if (criteria == null || keys > SearchParser.MOST) {
            throw undefined(name);
        }
        try {
            var parser = new SearchParser(new ImapReader(criteria, criteria.length, true), StandardCharsets.UTF_8);
            SearchKey key = parser.keys();
            keys += parser.count();
            return key;
        } catch (BadSyntax e) {
            throw undefined(name);
        }
    }

    private static Refused undefined(String name) {
        return new Refused(new ResponseCode("UNDEFINED-FILTER " + name), "no such filter");
    }

    /** The criteria of a filter, {@code null} if there is none: the account's own one comes first. */
    private byte[] find(String name) throws StoreException {
        String entry = VALUES + name;
        byte[] own = annotations.read(Annotations.SERVER, account).get(entry);
        return own != null ? own : annotations.read(Annotations.SERVER, Annotations.SHARED).get(entry);
    }

    /** @throws Refused if that is no name of a filter, or no search */
    public static void check(String name, byte[] criteria) throws Refused {
        if (name.isEmpty() || name.contains("/") || !name.chars().allMatch(c -> Chars.isAtomChar((byte) c))) {
            throw new Refused(ResponseCode.CANNOT, "not the name of a filter");
        }
        try {
            var in = new ImapReader(criteria, criteria.length, true);
            new SearchParser(in, StandardCharsets.UTF_8).keys();
            in.end();
        } catch (BadSyntax e) {
            throw new Refused(ResponseCode.CANNOT, "not a search: " + e.getMessage());
        }
    }
}
