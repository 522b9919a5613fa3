package posthouse.common.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.mina.transport.socket.nio.NioSession;
import posthouse.common.config.Settings;

/** The server's sockets: I/O threads, workers, limits and the listeners that share them. */
public final class Network implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(Network.class);
    private static final AddressRanges NO_PROXIES = new AddressRanges(List.of());
    private static final long FAREWELL_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Tls tls;
    private final Admission admission;
    private final Workers workers = new Workers();
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, new NamedThreads("clock"));
    private final Executor ioExecutor;
    private final IoThreads io;
    private final Queue<OpenPort> ports = new ConcurrentLinkedQueue<>();
    private final Set<Conversation> conversations = ConcurrentHashMap.newKeySet();
    private final AtomicLong connections = new AtomicLong();
    private volatile boolean closing;

    /** @param tls {@code null} if no listener offers TLS */
    public Network(Settings settings, Tls tls) {
        this.tls = tls;
        admission = new Admission(settings);
        clock.setRemoveOnCancelPolicy(true);
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        var threads = new NamedThreads("io");
        ioExecutor = task -> threads.newThread(() -> untilItEnds(task)).start();
        io = new IoThreads(Math.max(2, Runtime.getRuntime().availableProcessors() / 2), ioExecutor);
    }

    /**
     * Opens a port; connections are accepted when it returns.
     *
     * @param implicitTls whether TLS begins at once (RFC 8314 3) or a command may start it
     * @throws IOException with a message that names the address, if it can't be had
     */
    public Listener listen(Protocol protocol, InetSocketAddress address, boolean implicitTls) throws IOException {
        return listen(protocol, address, implicitTls, NO_PROXIES);
    }

    /** As above. @param proxies whose connections begin with the PROXY protocol and are for other clients */
    public Listener listen(Protocol protocol, InetSocketAddress address, boolean implicitTls, AddressRanges proxies) throws IOException {
        if (implicitTls && tls == null) {
            throw new IllegalArgumentException("no certificate for TLS on " + address);
        }
        return listen(protocol, address, implicitTls ? OpenPort.Encryption.IMPLICIT : OpenPort.Encryption.ON_COMMAND, proxies);
    }

    /** As {@link #listen}, but TLS isn't offered, whether or not there is a certificate. */
    public Listener listenInClear(Protocol protocol, InetSocketAddress address) throws IOException {
        return listenInClear(protocol, address, NO_PROXIES);
    }

    /** As above. @param proxies whose connections begin with the PROXY protocol and are for other clients */
    public Listener listenInClear(Protocol protocol, InetSocketAddress address, AddressRanges proxies) throws IOException {
        return listen(protocol, address, OpenPort.Encryption.NONE, proxies);
    }

    private Listener listen(Protocol protocol, InetSocketAddress address, OpenPort.Encryption encryption, AddressRanges proxies)
        throws IOException {
        var port = new OpenPort(this, protocol, address, encryption, proxies);
        ports.add(port);
        LOG.debug("listening: {}", port);
        return port;
    }

    /** Where sessions run; for work that ends a {@link Replies#later}. */
    public Executor workers() {
        return workers;
    }

    IoThread ioThread(NioSession session) {
        return io.of(session);
    }

    ScheduledExecutorService clock() {
        return clock;
    }

    /** {@code null} if there is none. */
    Tls tls() {
        return tls;
    }

    boolean isClosing() {
        return closing;
    }

    Acceptor newAcceptor() {
        return new Acceptor(ioExecutor, io);
    }

    /** MINA's threads end for good at an error, and their connections hang: they go on instead. */
    private static void untilItEnds(Runnable task) {
        while (true) {
            try {
                task.run();
                return;
            } catch (OutOfMemoryError | StackOverflowError e) {
                LOG.error("an I/O thread goes on after {}", e.toString());
            }
        }
    }

    /** Whether one more connection from there may come in; if so it is counted. */
    boolean admit(InetAddress remote) {
        return !closing && admission.enter(remote);
    }

    Conversation begin(OpenPort port, NioSession session, InetSocketAddress remote, InetSocketAddress local) {
        var conversation = new Conversation(port.protocol().name() + "-" + connections.incrementAndGet(), this, port, session,
            remote, local);
        conversations.add(conversation);
        LOG.debug("{} from {}", conversation.connection().id(), conversation.connection().remote());
        return conversation;
    }

    void left(Conversation conversation) {
        if (conversations.remove(conversation)) {
            admission.leave(conversation.connection().peer().getAddress());
            LOG.debug("{} is gone", conversation.connection().id());
        }
        if (closing) {
            synchronized (conversations) {
                conversations.notifyAll();
            }
        }
    }

    /** Accepts no more, lets each session say its farewell, and closes everything within a few seconds. */
    @Override
    public void close() {
        ports.forEach(OpenPort::close);
        closing = true;
        conversations.forEach(Conversation::signal);
        if (!awaitLast(FAREWELL_NANOS)) {
            conversations.forEach(conversation -> conversation.line().closeNow());
            if (!awaitLast(REST_NANOS)) {
                LOG.warn("{} connections did not end", conversations.size());
            }
        }
        io.dispose();
        clock.shutdown();
        workers.close();
    }

    private boolean awaitLast(long nanos) {
        long end = System.nanoTime() + nanos;
        synchronized (conversations) {
            while (!conversations.isEmpty()) {
                long rest = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (rest <= 0) {
                    return false;
                }
                try {
                    conversations.wait(rest);
                } catch (InterruptedException e) {
                    continue; // dropped: see Uninterrupted
                }
            }
            return true;
        }
    }
}
