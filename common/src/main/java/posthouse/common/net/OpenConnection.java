package posthouse.common.net;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLSession;

/** A connection, as its session sees it. */
final class OpenConnection implements Connection {

    private final String id;
    private final OpenPort port;
    private final InetSocketAddress peer;
    private final InetSocketAddress local;
    private final Line line;
    private final TimeLimits limits;
    private final Runnable signal;
    private final Executor ioThread;
    private volatile InetSocketAddress remote;
    private volatile boolean woken;
    private volatile boolean compressed;

    OpenConnection(String id, OpenPort port, InetSocketAddress remote, InetSocketAddress local, Line line, TimeLimits limits,
        Runnable signal, Executor ioThread) {
        this.id = id;
        this.port = port;
        this.line = line;
        this.limits = limits;
        this.signal = signal;
        this.ioThread = ioThread;
        this.peer = remote;
        this.remote = remote;
        this.local = local;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String protocol() {
        return port.protocol().name();
    }

    @Override
    public InetSocketAddress remote() {
        return remote;
    }

    @Override
    public InetSocketAddress peer() {
        return peer;
    }

    @Override
    public void isFor(InetSocketAddress client) {
        remote = client;
    }

    @Override
    public InetSocketAddress local() {
        return local;
    }

    @Override
    public Optional<SSLSession> tls() {
        return line.tlsSession();
    }

    @Override
    public boolean canStartTls() {
        return port.canStartTls() && line.tlsSession().isEmpty() && !compressed;
    }

    @Override
    public boolean isCompressed() {
        return compressed;
    }

    void compressed(boolean is) {
        compressed = is;
    }

    @Override
    public boolean hasSpoken() {
        return line.hasArrived();
    }

    @Override
    public void wake() {
        woken = true;
        signal.run();
    }

    /** Whether {@link #wasWoken} will say so. */
    boolean isWoken() {
        return woken;
    }

    /** Whether it was woken since this was asked last. */
    boolean wasWoken() {
        if (!woken) {
            return false;
        }
        woken = false;
        return true;
    }

    @Override
    public Executor ioThread() {
        return ioThread;
    }

    @Override
    public void idleLimit(Duration limit) {
        limits.idle(limit);
    }

    @Override
    public void totalLimit(Duration limit) {
        limits.total(limit);
    }

    @Override
    public void trace(String text) {
        if (WireLog.isOn()) {
            WireLog.client(id, text);
        }
    }

    @Override
    public boolean isTracing() {
        return WireLog.isOn();
    }
}
