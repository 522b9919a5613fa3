package posthouse.imap;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What all sessions together know of one mailbox: of a message with a mod-sequence there is one state, its size never changes, and a UID that is
 * gone never comes back. What one is told may not contradict what any was told.
 */
final class Model {

    private final Map<String, Set<String>> flags = new ConcurrentHashMap<>(); // by UID and mod-sequence
    private final Map<Long, Long> sizes = new ConcurrentHashMap<>();
    private final Set<Long> given = ConcurrentHashMap.newKeySet(); // by APPENDUID and COPYUID
    private final Map<Long, Long> gone = new ConcurrentHashMap<>();

    void told(long uid, long modSeq, Set<String> now) {
        Set<String> before = flags.putIfAbsent(uid + " " + modSeq, now);
        check(before == null || before.equals(now), "UID " + uid + " with MODSEQ " + modSeq + " has the flags " + now + ", and had " + before);
    }

    void toldSize(long uid, long size) {
        Long before = sizes.putIfAbsent(uid, size);
        check(before == null || before == size, "UID " + uid + " has " + size + " octets, and had " + before);
    }

    void gave(long uid) {
        check(given.add(uid), "UID " + uid + " was given twice");
    }

    void wentAway(long uid) {
        gone.put(uid, System.nanoTime());
    }

    /** A session that has just selected the mailbox sees this message. */
    void isThere(long uid, long since) {
        Long went = gone.get(uid);
        check(went == null || went > since, "UID " + uid + " is there again");
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
