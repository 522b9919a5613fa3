package posthouse.common.net;

import java.net.InetSocketAddress;

/** An open port. */
public interface Listener extends AutoCloseable {

    /** Where it listens; with the port that was given if 0 was asked. */
    InetSocketAddress address();

    /** Accepts no more; connections it accepted go on. */
    @Override
    void close();
}
