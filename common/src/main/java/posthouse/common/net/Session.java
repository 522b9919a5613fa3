package posthouse.common.net;

/**
 * One client's conversation: a state machine fed with octets. Calls come on worker threads, but for {@link #nextAtOnce}, never
 * two at a time, and each sees what the one before it wrote. A call may block for the store; whoever waits longer than that
 * returns {@link Replies#later}.
 */
public interface Session {

    /** What the server says first. Called once, before anything else. */
    Replies greeting();

    /**
     * Takes at most one command, or the next piece of a message's octets, from what has arrived.
     *
     * @return the answer, {@link Replies#none()} where something was taken that needs no answer, or {@code null} if
     *     {@code in} doesn't hold enough yet; then it is called again when more has arrived. A session must be able to
     *     take something from a full buffer ({@link Input#CAPACITY} octets).
     */
    Replies next(Input in);

    /**
     * The same on an I/O thread, which other connections need: for a command whose answer waits for nothing, be it the store's writer, its tables,
     * a file, another host, or a lock that somebody may hold for long, and whose first piece is all of it; or comes by {@link Replies#later}.
     *
     * @return {@code null} for what waits, or is not there yet: then {@link #next} is called, on a worker. Something may have been taken from
     *     {@code in} for it.
     */
    default Replies nextAtOnce(Input in) {
        return null;
    }

    /** Called after {@link Connection#wake()}: what there is to say unasked (IMAP's untagged responses while IDLE). */
    default Replies woken() {
        return Replies.none();
    }

    /** A time limit has passed: the farewell, after which the connection closes. */
    Replies timedOut();

    /** The server is stopping: the farewell, after which the connection closes. Called between two commands. */
    Replies shuttingDown();

    /** TLS has begun after {@link Replies.Then#START_TLS}: the session starts anew (RFC 3207 4.2). */
    default void tlsStarted() {
    }

    /** The connection is gone, for whatever reason. The last call, made exactly once: let go of everything held. */
    void closed();
}
