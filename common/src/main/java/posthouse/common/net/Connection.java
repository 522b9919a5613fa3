package posthouse.common.net;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLSession;

/** What a session may know of its connection, and ask of it. */
public interface Connection {

    /** {@code smtp-17}: unique while the server runs; in every log line. */
    String id();

    /** The name of what is spoken here: {@code smtp}, {@code submission}, {@code imap} ... */
    String protocol();

    /** The client: who connected, or for whom a proxy that is trusted did. */
    InetSocketAddress remote();

    /** Who connected, whatever {@link #isFor} says. */
    InetSocketAddress peer();

    /** From now on {@link #remote()} is this client, for whom the peer acts. The caller has checked that the peer is trusted. */
    void isFor(InetSocketAddress client);

    InetSocketAddress local();

    /** The TLS session, if TLS is in use by now. */
    Optional<SSLSession> tls();

    /** Whether this listener can start TLS on a connection that began in the clear. */
    boolean canStartTls();

    /** Whether what goes both ways is compressed by now (RFC 4978). */
    default boolean isCompressed() {
        return false;
    }

    /** Whether the client has sent anything that no {@link Session#next} has seen yet; before the greeting, that it is impatient. */
    default boolean hasSpoken() {
        return false;
    }

    default boolean isLoopback() {
        return remote().getAddress().isLoopbackAddress();
    }

    /** From any thread: {@link Session#woken()} will be called soon, once for any number of wakes, between two commands. */
    void wake();

    /** The thread that reads for this connection, which others need too: for what ends an answer that was awaited and waits for nothing itself. */
    Executor ioThread();

    /** From now on the connection may be silent this long before {@link Session#timedOut()}; more than zero. */
    void idleLimit(Duration limit);

    /** At this time from now {@link Session#timedOut()} whatever arrives meanwhile; {@code null} takes it away. */
    void totalLimit(Duration limit);

    /**
     * Writes what the client just said to the wire log (the logger {@code posthouse.wire}, at TRACE), as the session
     * wants it read: a password is masked by whoever knows that it is one. Answers are logged by the connection itself.
     */
    void trace(String line);

    /** Whether {@link #trace} goes anywhere, for callers whose line costs something to make. */
    boolean isTracing();
}
