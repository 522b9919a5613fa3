package posthouse.common.net;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A protocol of lines for tests: each is answered by itself, and some are commands (see {@link EchoSession#command}). */
class EchoProtocol implements Protocol {

    final Queue<EchoSession> sessions = new ConcurrentLinkedQueue<>();
    final AtomicInteger closedSessions = new AtomicInteger();
    final AtomicInteger openReplies = new AtomicInteger();
    final AtomicInteger pieces = new AtomicInteger();
    final AtomicInteger asked = new AtomicInteger();
    volatile CompletableFuture<Replies> later = new CompletableFuture<>();
    final CompletableFuture<Void> blocked = new CompletableFuture<>(); // the command "block" has begun
    volatile Duration idle = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "echo";
    }

    @Override
    public Session open(Connection connection) {
        var session = new EchoSession(this, connection);
        sessions.add(session);
        return session;
    }

    @Override
    public String refusal() {
        return "too many\r\n";
    }

    static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }
}
