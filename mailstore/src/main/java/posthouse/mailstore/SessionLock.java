package posthouse.mailstore;

/** Something that one session has to itself, among all servers that use the store. It goes with the server's process. */
public interface SessionLock extends AutoCloseable {

    /** @throws Unavailable if it was lost: the database was away, and another session may have it now */
    void requireHeld() throws StoreException;

    /** Gives it back. */
    @Override
    void close();
}
