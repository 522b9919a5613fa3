package posthouse.common.net;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

class EchoSession implements Session {

    private final EchoProtocol protocol;
    final Connection connection;
    private final AtomicInteger inside = new AtomicInteger();
    private byte[] taken; // left for next()
    private boolean closed;
    private int plain; // not volatile on purpose: turns must see each other's writes
    volatile int wakes;
    volatile boolean overlapped;

    EchoSession(EchoProtocol protocol, Connection connection) {
        this.protocol = protocol;
        this.connection = connection;
        connection.idleLimit(protocol.idle);
    }

    @Override
    public Replies greeting() {
        return Replies.of("hello " + (connection.tls().isPresent() ? connection.tls().get().getProtocol() : "clear") + "\r\n");
    }

    @Override
    public Replies next(Input in) {
        if (inside.incrementAndGet() != 1 || closed) {
            overlapped = true;
        }
        try {
            byte[] line = taken != null ? taken : in.takeLine();
            taken = null;
            if (line == null) {
                return tooLong(in);
            }
            connection.trace(EchoProtocol.text(line));
            return command(EchoProtocol.text(line).strip());
        } finally {
            inside.decrementAndGet();
        }
    }

    @Override
    public Replies nextAtOnce(Input in) {
        if (inside.incrementAndGet() != 1 || closed) {
            overlapped = true;
        }
        try {
            String line = in.lineFeed() < 0 || taken != null ? "" : new String(in.array(), in.offset(), in.lineFeed() + 1, StandardCharsets.UTF_8);
            if (line.startsWith("taken")) {
                taken = in.takeLine();
            }
            return line.startsWith("now") ? Replies.of(EchoProtocol.text(in.takeLine()).strip() + " " + Thread.currentThread().getName() + "\r\n") : null;
        } finally {
            inside.decrementAndGet();
        }
    }

    private Replies tooLong(Input in) {
        if (in.room() > 0) {
            return null;
        }
        in.clear();
        return Replies.of("too long\r\n", Replies.Then.CLOSE);
    }

    private Replies command(String line) {
        plain++;
        String[] words = line.split(" ", 2);
        switch (words[0]) {
            case "count":
                return Replies.of(plain + "\r\n");
            case "quit":
                return Replies.of("bye\r\n", Replies.Then.CLOSE);
            case "starttls":
                return Replies.of("go ahead\r\n", Replies.Then.START_TLS);
            case "flood":
                return new Flood(protocol, Integer.parseInt(words[1]));
            case "later":
                protocol.asked.incrementAndGet();
                return Replies.later(protocol.later);
            case "after":
                return Replies.after(Duration.ofMillis(Integer.parseInt(words[1])), Replies.of("after\r\n"));
            case "block":
                protocol.blocked.complete(null);
                protocol.later.join();
                return Replies.of("unblocked\r\n");
            case "fail":
                throw new IllegalStateException("asked to");
            case "latefail":
                return Replies.later(CompletableFuture.failedFuture(new IllegalStateException("asked to, later")));
            case "idle":
                connection.idleLimit(Duration.ofMillis(Integer.parseInt(words[1])));
                return Replies.of("ok\r\n");
            case "total":
                connection.totalLimit(Duration.ofMillis(Integer.parseInt(words[1])));
                return Replies.of("ok\r\n");
            default:
                return Replies.of(line + "\r\n");
        }
    }

    @Override
    public Replies woken() {
        wakes++;
        return Replies.of("woken\r\n");
    }

    @Override
    public Replies timedOut() {
        return Replies.of("timeout\r\n");
    }

    @Override
    public Replies shuttingDown() {
        return Replies.of("shutdown\r\n");
    }

    @Override
    public void tlsStarted() {
        plain = 0;
    }

    @Override
    public void closed() {
        if (closed) {
            overlapped = true;
        }
        closed = true;
        protocol.closedSessions.incrementAndGet();
    }

    /** Many lines, pulled a piece at a time. */
    private static final class Flood implements Replies {
        private static final byte[] PIECE = ("x".repeat(1022) + "\r\n").repeat(16).getBytes();
        private final EchoProtocol protocol;
        private int pieces;

        Flood(EchoProtocol protocol, int pieces) {
            this.protocol = protocol;
            this.pieces = pieces;
            protocol.openReplies.incrementAndGet();
        }

        @Override
        public boolean writeNext(Output out) {
            out.write(PIECE);
            protocol.pieces.incrementAndGet();
            return --pieces > 0;
        }

        @Override
        public void close() {
            protocol.openReplies.decrementAndGet();
        }
    }
}
