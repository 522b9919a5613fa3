package posthouse.mailstore.engine;

import posthouse.mailstore.StoreException;
import posthouse.mailstore.jdbc.MessageRow;

/** Where the octets are read from that messages share. */
interface Bodies {

    /** Opens the octets behind a message's prefix; they stay readable until they are closed. */
    Octets open(MessageRow row) throws StoreException;

    /** Octets of one body, for one thread. */
    interface Octets extends AutoCloseable {

        /** Reads exactly as many as are asked for. */
        void read(long position, byte[] target, int offset, int length) throws StoreException;

        @Override
        void close();
    }
}
