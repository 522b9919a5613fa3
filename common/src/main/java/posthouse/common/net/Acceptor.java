package posthouse.common.net;

import java.nio.channels.ServerSocketChannel;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;

/** MINA's acceptor; what goes wrong with one connection doesn't end it, nor stop it for a second (MINA 2.2.10). */
final class Acceptor extends NioSocketAcceptor {

    private static final Logger LOG = LogManager.getLogger(Acceptor.class);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    Acceptor(Executor executor, IoThreads threads) {
        super(executor, threads);
    }

    @Override
    protected void processHandles(Iterator<ServerSocketChannel> handles) {
        try {
            super.processHandles(handles);
        } catch (Exception | OutOfMemoryError e) {
            LOG.error("a connection was not accepted: {}", e.toString());
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
