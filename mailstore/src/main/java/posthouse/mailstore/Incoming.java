package posthouse.mailstore;

import posthouse.mailstore.mime.MessageStructure;

/**
 * A message on its way in. Small ones wait in memory, larger ones in a spool file; never a whole one on the heap. Used by
 * one thread at a time; closed by whoever began it, stored or not.
 */
public interface Incoming extends AutoCloseable {

    /**
     * Adds octets, to be kept as they are.
     *
     * @throws OutOfSpace if the disk is too full; nothing more can be added then
     */
    void write(byte[] octets, int offset, int length) throws StoreException;

    /** Octets so far. */
    long size();

    /** No more octets follow; further calls return the same. */
    MessageStructure structure();

    /** Reads as much as is asked for, unless the message ends before; until it is stored. @return the number of octets */
    int read(long position, byte[] target, int offset, int length) throws StoreException;

    /** Drops what was not stored. */
    @Override
    void close();
}
