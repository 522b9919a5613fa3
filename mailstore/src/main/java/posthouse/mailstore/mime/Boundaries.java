package posthouse.mailstore.mime;

import java.util.ArrayList;
import java.util.List;

/** The multiparts around the current line, outermost first, and the lines that are their boundaries (RFC 2046 5.1.1). */
final class Boundaries {
    private final List<Entity> multiparts = new ArrayList<>();
    private int longest;

    boolean isEmpty() {
        return multiparts.isEmpty();
    }

    void add(Entity multipart) {
        multiparts.add(multipart);
        longest = Math.max(longest, multipart.boundary.length);
    }

    /** Drops those inside {@code multipart}. */
    void dropInside(Entity multipart) {
        int last = multiparts.size() - 1;
        while (multiparts.get(last) != multipart) {
            multiparts.remove(last--);
        }
        longest = 0;
        for (Entity entity : multiparts) {
            longest = Math.max(longest, entity.boundary.length);
        }
    }

    /** How many octets of a line tell whether it is a boundary, and which: two hyphens before it, two behind. */
    int headLength() {
        return longest + 4;
    }

    /**
     * The multipart whose boundary the line is, or {@code null}. The line begins with a boundary, whatever follows; of several
     * the longest counts, for one may begin with another; of equal ones the innermost that is not closed. The boundary of a
     * closed multipart is the text of its epilogue.
     */
    Entity match(byte[] octets, int start, int end) {
        if (end - start < 2 || octets[start] != '-' || octets[start + 1] != '-') {
            return null;
        }
        Entity found = null;
        for (int i = multiparts.size() - 1; i >= 0; i--) {
            Entity entity = multiparts.get(i);
            boolean better = found == null || entity.boundary.length > found.boundary.length
                || entity.boundary.length == found.boundary.length && found.closed;
            if (better && beginsWith(octets, start + 2, end, entity.boundary)) {
                found = entity;
            }
        }
        return found == null || found.closed ? null : found;
    }

    /** Whether the boundary line of {@code multipart} says that no part follows. */
    static boolean isClosing(Entity multipart, byte[] octets, int start, int end) {
        int behind = start + 2 + multipart.boundary.length;
        return behind + 2 <= end && octets[behind] == '-' && octets[behind + 1] == '-';
    }

    private static boolean beginsWith(byte[] octets, int start, int end, byte[] prefix) {
        if (end - start < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (octets[start + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
