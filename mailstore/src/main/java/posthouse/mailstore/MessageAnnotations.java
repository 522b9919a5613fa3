package posthouse.mailstore;

import java.util.List;
import java.util.OptionalLong;
import posthouse.mailstore.Annotations.Annotation;

/**
 * What clients note of the messages of one mailbox: names with values, private to an account or shared ({@link Annotations#SHARED}). A message
 * has at most {@link #MOST} of one account, with {@link #MAX_ALL} octets together; a name at most 1,000 characters.
 */
public interface MessageAnnotations {

    int MAX_VALUE = Annotations.MAX_VALUE;
    int MOST = 100;
    int MAX_ALL = 256 << 10;
    /** What one change may write: the octets of its values as often as there are messages. */
    long MAX_CHANGE = 64 << 20;

    /** The mod-sequence at which one was set or taken away last; 0 if there never was one. Cheap: no row is read. */
    long changedAt() throws StoreException;

    /**
     * Those of an account and the shared ones, of messages from one UID to another, ascending, by account and name: as many as are read at once.
     *
     * @return what was read; all of the messages up to {@link Some#last()}, which may be fewer than was asked for
     */
    Some read(long firstUid, long lastUid, long account) throws StoreException;

    /** @param last the UID up to which these are all */
    record Some(List<Noted> annotations, long last) {
    }

    /** @param account {@link Annotations#SHARED} or whose it is */
    record Noted(long uid, long account, String name, byte[] value) {
    }

    /** Which of an account and of the shared ones were set or taken away after a mod-sequence, for messages of these UIDs; a great many are cut short. */
    List<Changed> changedSince(long modSeq, UidSet uids, long account) throws StoreException;

    record Changed(long uid, String name, long modSeq) {
    }

    /**
     * Sets the same ones of messages, as one record; UIDs that don't exist are left out. A message that gets nothing new keeps its mod-sequence.
     *
     * @param unchangedSince if present, a message with a higher mod-sequence is not touched (RFC 7162 3.1.3)
     * @throws TooManyAnnotations if a message would get more than it may have
     */
    Mailbox.Stored set(UidSet uids, List<Annotation> annotations, OptionalLong unchangedSince) throws StoreException;
}
