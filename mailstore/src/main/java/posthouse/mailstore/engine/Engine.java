package posthouse.mailstore.engine;

import java.util.List;
import posthouse.mailstore.StoreCare;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.jdbc.Database;
import posthouse.mailstore.journal.StoreKey;

/** What a store stands on: where a batch becomes durable, and where rows and octets are read from. */
interface Engine extends AutoCloseable {

    StoreKey key();

    /** The tables, for reading. Another one after a failure: never to be kept. */
    Database database();

    Bodies bodies();

    LargeBodies largeBodies();

    Locks locks();

    /** Where lists of messages are kept from one start to the next. */
    ListFiles lists();

    /** What carries out the writer's commands; asked for once. */
    Batches batches(Publishing publishing, Recents recents, FreeSpace space);

    /** The writer runs; nobody has asked it for anything yet. */
    void started(Writer writer) throws StoreException;

    /** Whether other processes change the same store: what is in memory may be older than what they acknowledged. */
    boolean isShared();

    StoreCare care(OpenStore store);

    /**
     * Erases accounts.
     *
     * @return what has to stay for now, and until when, one line each
     */
    List<String> erase(Erasure erasure) throws StoreException;

    /** The writer has ended. */
    @Override
    void close();
}
