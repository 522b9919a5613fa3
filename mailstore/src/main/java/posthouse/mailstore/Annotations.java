package posthouse.mailstore;

import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * What clients note of a mailbox, or of the server: names with values, private to an account or shared. Values have at most
 * {@link #MAX_VALUE} octets, names 1,000 characters; those of one place and account are at most {@link #MOST} with
 * {@link #MAX_ALL} octets together.
 */
public interface Annotations {

    /** In place of a mailbox's id. */
    long SERVER = 0;
    /** In place of an account's id. */
    long SHARED = 0;
    int MAX_VALUE = 32_768;
    int MOST = 1000;
    int MAX_ALL = 1 << 20;

    /** All of one place and account, by name. */
    SortedMap<String, byte[]> read(long mailbox, long account) throws StoreException;

    /**
     * Sets some of one place, all or none, as one record.
     *
     * @throws TooManyAnnotations if there would be more than there may be
     */
    void set(long mailbox, List<Annotation> annotations) throws StoreException;

    /**
     * Calls {@code changed} after annotations of an account's mailboxes, or its own of the server, were set through this server or another
     * node; on the thread that set or read them, which must not be kept.
     */
    Mailbox.Subscription watch(long account, Consumer<Changed> changed);

    /** @param mailbox its id, or {@link #SERVER} */
    record Changed(long mailbox, List<Noted> annotations) {
    }

    /** An annotation that has another value now, or none. */
    record Noted(long account, String name) {
    }

    /** @param value {@code null} takes it away */
    record Annotation(long account, String name, byte[] value) {
    }
}
