package posthouse.common.net;

import java.util.concurrent.Executor;
import org.apache.mina.core.service.IoProcessor;
import org.apache.mina.core.write.WriteRequest;
import org.apache.mina.transport.socket.nio.NioSession;

/** The selector threads; each connection stays with one of them. */
final class IoThreads implements IoProcessor<NioSession> {

    private final IoThread[] threads;

    IoThreads(int count, Executor executor) {
        threads = new IoThread[count];
        for (int i = 0; i < count; i++) {
            threads[i] = new IoThread(executor);
        }
    }

    /** The one that a connection stays with. */
    IoThread of(NioSession session) {
        return threads[(int) (session.getId() % threads.length)];
    }

    @Override
    public void add(NioSession session) {
        of(session).add(session);
    }

    @Override
    public void flush(NioSession session) {
        of(session).flush(session);
    }

    @Override
    public void write(NioSession session, WriteRequest request) {
        of(session).write(session, request);
    }

    @Override
    public void updateTrafficControl(NioSession session) {
        of(session).updateTrafficControl(session);
    }

    @Override
    public void remove(NioSession session) {
        of(session).remove(session);
    }

    @Override
    public boolean isDisposing() {
        return threads[0].isDisposing();
    }

    @Override
    public boolean isDisposed() {
        return threads[0].isDisposed();
    }

    @Override
    public void dispose() {
        for (IoThread thread : threads) {
            thread.dispose();
        }
    }
}
