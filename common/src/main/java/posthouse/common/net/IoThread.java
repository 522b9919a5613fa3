package posthouse.common.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.transport.socket.nio.NioProcessor;
import org.apache.mina.transport.socket.nio.NioSession;

/** One of MINA's selector threads, with what ours need done otherwise (MINA 2.2.10). */
final class IoThread extends NioProcessor implements Executor {

    private static final Logger LOG = LogManager.getLogger(IoThread.class);

    private static final int MOST_READ = 32 * 1024;

    /** Into which it reads what all its connections are sent. Whoever gets it takes the octets before it returns. */
    private final IoBuffer octets = IoBuffer.wrap(ByteBuffer.allocateDirect(MOST_READ));
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private volatile Thread thread;

    IoThread(Executor executor) {
        super(executor);
    }

    /** No waking up once a second: time limits are kept elsewhere. */
    @Override
    protected int select(long timeout) throws Exception {
        thread = Thread.currentThread();
        int selected = select();
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            run(task);
        }
        return selected;
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) { // the tasks behind it would wait for the next octets
            LOG.error("a task failed", failure);
        }
    }

    /** From any thread: has this one run a task that waits for nothing, soon. */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        wakeup();
    }

    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** MINA walks them every second to find idle ones; all that is left for it is to close them at the end. */
    @Override
    protected Iterator<NioSession> allSessions() {
        return isDisposing() ? super.allSessions() : Collections.emptyIterator();
    }

    /** Never none, or the thread ends with the last connection and a new one starts with the next. */
    @Override
    protected int allSessionsCount() {
        return isDisposing() ? super.allSessionsCount() : 1;
    }

    /**
     * Two threads that change a key's interest at once lose one of the changes, so it is done on this thread. The interest
     * in writing is left alone: MINA takes it away here from a buffer that is half written.
     */
    @Override
    public void updateTrafficControl(NioSession session) {
        if (!isCurrent()) {
            updateTrafficMask(session);
            return;
        }
        try {
            setInterestedInRead(session, !session.isReadSuspended());
        } catch (Exception e) {
            session.getFilterChain().fireExceptionCaught(e);
        }
    }

    /**
     * Reads once, into the one buffer, and hands on what came: MINA would have a new buffer for each reading. Who keeps the
     * octets copies them if the buffer is derived, as MINA's TLS does. A broken connection is no error of ours.
     */
    @Override
    protected int read(NioSession session, IoBuffer unused) throws Exception {
        octets.clear();
        try {
            int read = super.read(session, octets);
            if (read > 0) {
                session.getFilterChain().fireMessageReceived(octets.flip().duplicate());
            }
            return Math.min(read, 0);
        } catch (IOException e) {
            LOG.debug("broken while reading: {}", e.getMessage());
            session.closeNow();
            return 0;
        }
    }

    @Override
    protected int write(NioSession session, IoBuffer buffer, int length) {
        try {
            return super.write(session, buffer, length);
        } catch (IOException e) {
            LOG.debug("broken while writing: {}", e.getMessage());
            session.closeNow();
            return 0;
        }
    }
}
