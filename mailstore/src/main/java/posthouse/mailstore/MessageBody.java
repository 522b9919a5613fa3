package posthouse.mailstore;

/**
 * The octets of a message, open for reading at any position. What it reads stays there until it is closed, even if the
 * message is expunged meanwhile. Used by one thread at a time.
 */
public interface MessageBody extends AutoCloseable {

    /** Octets in all, prefix included. */
    long size();

    /** Octets of the prefix: offsets of a {@link posthouse.mailstore.mime.MessageStructure} count from here. */
    int prefixSize();

    /**
     * Reads as much as is asked for, unless the message ends before.
     *
     * @return the number of octets read, 0 at the end
     * @throws MessageGone if the octets are not there any more
     */
    int read(long position, byte[] target, int offset, int length) throws StoreException;

    @Override
    void close();
}
