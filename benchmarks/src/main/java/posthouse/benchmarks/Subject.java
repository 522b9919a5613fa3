package posthouse.benchmarks;

/** Something that stores messages, durably. */
interface Subject extends AutoCloseable {

    /** Stores a message; returns when it is safe. Many threads come at once. */
    void deliver(int thread, long round, byte[] octets) throws Exception;

    @Override
    void close() throws Exception;
}
