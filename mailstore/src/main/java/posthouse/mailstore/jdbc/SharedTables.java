package posthouse.mailstore.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import posthouse.mailstore.journal.BodySource;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.MessageChange;
import posthouse.mailstore.journal.Mutation;
import posthouse.mailstore.journal.Numbers;
import posthouse.mailstore.journal.Place;
import posthouse.mailstore.journal.Position;

/**
 * The writer's connection to tables that other nodes write too. A batch has the row of the store's counters to itself from
 * {@link #begin} to its end: so batches of all nodes come one after the other, and what is decided in one is right.
 */
public final class SharedTables implements AutoCloseable {
    /** Where new octets stand, as far as a record would say: no segment, and no file of their own. */
    public static final Place PLACE = new Place(-1, 0, 0);

    private static final int LISTED = 10_000;
    private static final int TRIM = 1000;
    /** How many numbers batches may give out that are not on disk: some ten nodes may do so, and after a crash all of theirs are skipped. */
    private static final long NUMBERS = 1_000;
    private static final String LARGE = " large ";

    private final PostgresServer server;
    private final Connection connection;
    private final GatheredStatements statements;
    private final Writing writing;
    private final String channel;
    private long unforced;

    /** @param batch the last one before it; @param numbers as committed */
    public record Head(long batch, Numbers numbers) {
    }

    private SharedTables(PostgresServer server, Connection connection, BodyUse use) throws SQLException {
        this.server = server;
        this.connection = connection;
        this.statements = new GatheredStatements(connection);
        this.writing = new Writing(connection, statements, use, TableFile.NONE);
        this.channel = Notices.channel(connection);
        connection.setAutoCommit(false);
    }

    public static SharedTables open(PostgresServer server) throws DatabaseFailed {
        return open(server, new ContentUse(), "");
    }

    /** A connection for large changes beside the batches. @param holder its name: a lock of that name goes with it */
    public static SharedTables openBeside(PostgresServer server, String holder) throws DatabaseFailed {
        return open(server, new References(), holder);
    }

    private static SharedTables open(PostgresServer server, BodyUse use, String holder) throws DatabaseFailed {
        try {
            Connection connection = server.connect();
            try {
                if (!holder.isEmpty()) {
                    NodeLock.take(connection, LARGE + holder);
                }
                return new SharedTables(server, connection, use);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new DatabaseFailed(e);
        }
    }

    public Writing writing() {
        return writing;
    }

    /** Begins a batch: waits until no other is under way. */
    public Head begin() throws DatabaseFailed {
        return call(() -> {
            connection.rollback();
            return turn();
        });
    }

    /** A large change takes its turn among the batches, with all that it has done so far. */
    public Head join() throws DatabaseFailed {
        return call(this::turn);
    }

    private Head turn() throws SQLException {
        Queries.State state = Queries.stateForUpdate(connection).orElseThrow();
        return new Head(state.position().batch(), state.numbers());
    }

    /** Waits until no batch is under way: none is until the transaction ends. */
    static void lock(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select id from store_state where id = 1 for update");
            ResultSet row = query.executeQuery()) {
            row.next();
        }
    }

    /** Large changes that are under way, or were when their node died. */
    public List<LargeRow> large() throws DatabaseFailed {
        return call(() -> {
            var found = new ArrayList<LargeRow>();
            try (ResultSet row = statements.query("select holder, number, changed, copied, growth from postgresql_large order by holder, number")) {
                while (row.next()) {
                    found.add(LargeRow.of(row.getString(1), row.getLong(2), row.getString(3), row.getString(4), row.getString(5)));
                }
            }
            return found;
        });
    }

    /** A large change will be under way when the batch is committed. */
    public void announce(LargeRow large) throws DatabaseFailed {
        call(() -> {
            statements.update("insert into postgresql_large (holder, number, changed, copied, growth) values (?, ?, ?, ?, ?)", large.holder(), large.number(),
                LargeRow.text(large.changed()), LargeRow.text(large.copied()), large.growthText());
            return null;
        });
    }

    /** It is made, or never will be. */
    public void over(LargeRow large) throws DatabaseFailed {
        call(() -> {
            statements.update("delete from postgresql_large where holder = ? and number = ?", large.holder(), large.number());
            return null;
        });
    }

    /** Whether nobody makes a large change any more. */
    public boolean isAbandoned(LargeRow large) throws DatabaseFailed {
        return call(() -> NodeLock.isFree(connection, LARGE + large.holder()));
    }

    /** Applies pieces of a large change. Others see nothing of it, and wait for nothing but its mailboxes. */
    public void applyBeside(List<Mutation> pieces) throws DatabaseFailed {
        for (Mutation piece : pieces) {
            writing.apply(piece, PLACE);
            unforced += piece.numbersUsed();
        }
        writing.writeUse();
    }

    /**
     * Whether acknowledged batches may be lost, because durability was relaxed and the server was started anew. Asked within a
     * batch, which notes that it was.
     */
    public boolean mayHaveLost() throws DatabaseFailed {
        return call(() -> {
            String before = null;
            try (ResultSet row = statements.query("select started from postgresql_run")) {
                before = row.next() ? row.getString(1) : null;
            }
            if (before == null && !server.relaxed()) {
                return false;
            }
            String now;
            try (ResultSet row = statements.query("select cast(pg_postmaster_start_time() as varchar(100))")) {
                row.next();
                now = row.getString(1);
            }
            if (now.equals(before)) {
                return false;
            }
            statements.update("delete from postgresql_run");
            if (server.relaxed()) {
                statements.update("insert into postgresql_run (id, started) values (1, ?)", now);
            }
            unforced = NUMBERS;
            return before != null;
        });
    }

    /** Applies a mutation, and keeps the octets of its new bodies. A failure is one of the whole batch. */
    public void apply(Mutation mutation, List<BodySource> data) throws DatabaseFailed {
        writing.apply(mutation, PLACE);
        unforced += mutation.numbersUsed();
        var sources = data.iterator();
        for (Change change : mutation.changes()) {
            if (change instanceof MessageChange.AddMessages added) {
                for (MessageChange.AddMessages.Body body : added.bodies()) {
                    if (body.file() == 0) {
                        keep(body.id(), sources.next());
                    }
                }
            }
        }
    }

    private void keep(long id, BodySource octets) throws DatabaseFailed {
        call(() -> {
            try (var chunks = new Chunks((chunk, piece) ->
                statements.update("insert into postgresql_content (id, chunk, octets) values (?, ?, ?)", id, chunk, piece))) {
                octets.writeTo(chunks);
            } catch (IOException e) {
                throw Chunks.cause(e);
            }
            return null;
        });
    }

    /** Runs what was gathered: what can fail of it has failed then, except the commit. */
    public void flush() throws DatabaseFailed {
        call(() -> {
            statements.flush();
            return null;
        });
    }

    /** Ends the batch and tells the other nodes. If it fails, only {@link #stands} knows whether it was committed. */
    public void commit(NodeBatch batch, Numbers next) throws DatabaseFailed {
        call(() -> {
            statements.update("insert into postgresql_batch (batch, node, accounts, changes, mailboxes, notes, directory, everything) "
                + "values (?, ?, ?, ?, ?, ?, cast(? as boolean), cast(? as boolean))", batch.batch(), batch.node(), LargeRow.text(batch.accounts()),
                NodeChange.text(batch.changes()), LargeRow.text(batch.mailboxes()), NodeNote.text(batch.notes()), batch.directory() ? 1 : 0, batch.everything() ? 1 : 0);
            if (batch.batch() % TRIM == 0) {
                statements.update("delete from postgresql_batch where batch < ?", batch.batch() - LISTED);
            }
            if (server.relaxed() && unforced >= NUMBERS) {
                statements.update("set local synchronous_commit = on");
                unforced = 0;
            }
            statements.tell(channel, batch.batch() + " " + batch.node());
            return null;
        });
        writing.commit(new Position(0, 0, batch.batch(), 0), next);
    }

    /** Whether a batch whose commit failed was committed all the same: asked within a batch of a new connection, when the old one is over. */
    public boolean stands(long batch, String node) throws DatabaseFailed {
        return call(() -> {
            try (ResultSet row = statements.query("select 1 from postgresql_batch where batch = ? and node = ?", batch, node)) {
                return row.next();
            }
        });
    }

    /** Ends a batch that changed nothing. */
    public void end() throws DatabaseFailed {
        writing.commit();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // it is gone already
        }
    }

    private interface Call<T> {
        T call() throws SQLException;
    }

    private static <T> T call(Call<T> call) throws DatabaseFailed {
        try {
            return call.call();
        } catch (SQLException e) {
            throw new DatabaseFailed(e);
        }
    }
}
