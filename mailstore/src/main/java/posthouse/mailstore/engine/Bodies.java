package posthouse.mailstore.engine;

import java.util.Collection;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.jdbc.MessageRow;
import posthouse.mailstore.jdbc.Whereabouts;

/** Where the octets are read from that messages share. */
interface Bodies {

    /**
     * Opens the octets behind a message's prefix; they stay readable until they are closed.
     *
     * @throws BodyMoved if they are not where the row says any more
     */
    Octets open(MessageRow row) throws StoreException, BodyMoved;

    /** Has the octets of these messages stay readable, whatever becomes of the messages. */
    Held hold(Collection<Whereabouts> messages) throws StoreException;

    /** Octets that stay. */
    interface Held extends AutoCloseable {

        /** Whether all of them are where they were said to be. Else they must be located again, and held anew. */
        boolean complete();

        @Override
        void close();
    }

    /** Octets of one body, for one thread. */
    interface Octets extends AutoCloseable {

        /** Reads exactly as many as are asked for. */
        void read(long position, byte[] target, int offset, int length) throws StoreException;

        @Override
        void close();
    }
}
