package posthouse.mailstore.engine;

import java.util.List;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.NodeBatch;
import posthouse.mailstore.jdbc.PostgresServer;
import posthouse.mailstore.jdbc.SharedTables;
import posthouse.mailstore.journal.MailboxChange;
import posthouse.mailstore.journal.Mutation;
import posthouse.mailstore.journal.Retry;

/** The writer's connection to a PostgreSQL: it breaks, and there is another. For the writer's thread. */
final class WriterConnection {
    private static final Logger LOG = LogManager.getLogger(WriterConnection.class);
    /** Who changes the numbers after a loss: no node, so that each of them reads everything again. */
    private static final String NOBODY = "-";

    private final PostgresServer server;
    private final Retry retry = new Retry();
    private SharedTables tables;
    /** Whether it was told that the database is not to be reached. */
    private boolean away;

    /** What is done first when a batch has its turn. */
    interface Turn<T> {
        T take(SharedTables.Head head, SharedTables tables) throws DatabaseFailed, Unavailable;
    }

    WriterConnection(PostgresServer server) {
        this.server = server;
    }

    /** {@code null} if there is none. */
    SharedTables tables() {
        return tables;
    }

    /** Begins a batch; on a new connection where there is none, or the old one is of no use. */
    <T> T begin(Turn<T> turn) throws DatabaseFailed, Unavailable {
        if (tables != null) {
            try {
                return turn.take(tables.begin(), tables);
            } catch (DatabaseFailed e) {
                lost(e);
            }
        } else if (!retry.isDue()) {
            throw new Unavailable("the database is not to be reached");
        }
        try {
            tables = SharedTables.open(server);
            skipNumbersIfLost();
            T begun = turn.take(tables.begin(), tables);
            retry.reset();
            if (away) {
                LOG.info("the database can be written to again");
            }
            away = false;
            return begun;
        } catch (DatabaseFailed | Unavailable e) {
            if (!away) {
                LOG.error("the database can't be written to: {}", e.getMessage());
            }
            away = true;
            retry.failed();
            throw e;
        }
    }

    /** In relaxed durability: numbers that were told before the server fell must not be used again. */
    private void skipNumbersIfLost() throws DatabaseFailed {
        SharedTables.Head head = tables.begin();
        if (tables.mayHaveLost()) {
            var mutation = new Mutation(List.of(new MailboxChange.SkipNumbers(Forcing.NUMBERS)));
            tables.apply(mutation, List.of());
            tables.commit(new NodeBatch(head.batch() + 1, NOBODY, Set.of(), List.of(), Set.of(), List.of(), true, true), head.numbers().after(mutation));
        } else {
            tables.end();
        }
    }

    /** @return whether the connection is of use still */
    boolean rollback() {
        try {
            tables.writing().rollback();
            return true;
        } catch (DatabaseFailed e) {
            disconnect();
            return false;
        }
    }

    void lost(DatabaseFailed reason) {
        LOG.warn("the connection to the database is lost: {}", reason.getMessage());
        disconnect();
    }

    /** Which rolls back what was not committed. */
    void disconnect() {
        if (tables != null) {
            tables.close();
            tables = null;
        }
    }
}
