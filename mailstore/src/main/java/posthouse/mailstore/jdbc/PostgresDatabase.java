package posthouse.mailstore.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.snapshot.SnapshotHeader;

/** Tables of a PostgreSQL, for reading. Other nodes write them at any moment. */
public final class PostgresDatabase extends Database {
    private static final byte[] NOTHING = {};

    private final PostgresServer server;

    PostgresDatabase(PostgresServer server, HikariDataSource readers) {
        super(readers, () -> { });
        this.server = server;
    }

    @Override
    Connection ofOneMoment() throws SQLException {
        Connection connection = server.connect();
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        return connection;
    }

    /** All of one moment, whatever other nodes do. */
    @Override
    public Optional<MailboxRow> messages(long mailbox, Consumer<MessageRow> consumer) throws Unavailable {
        return read(connection -> {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                Optional<MailboxRow> row = Queries.mailbox(connection, mailbox);
                Queries.messages(connection, mailbox, -1, consumer);
                return row;
            } finally {
                connection.rollback();
            }
        });
    }

    /** Asks several things, all of one moment. */
    public <T> T atOneMoment(Moment.Questions<T> questions) throws Unavailable {
        return read(connection -> {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                return questions.ask(new Moment(connection));
            } catch (DatabaseFailed e) {
                throw new SQLException(e);
            } finally {
                connection.rollback();
            }
        });
    }

    /** Bodies behind this one, by id. */
    public List<BodyRow> bodies(long after, int limit) throws Unavailable {
        return bodies(after, -1, limit);
    }

    /**
     * Hands out everything, all of one moment.
     *
     * @return of which moment the snapshot is
     */
    public SnapshotHeader export(Export.BodyTaker to) throws IOException, Unavailable {
        try (Connection connection = ofOneMoment()) {
            try {
                return new Export(connection, to).run();
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new Unavailable("the store can't be read now", e);
        }
    }

    /** How large the database is. */
    public long octets() throws Unavailable {
        return read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("select pg_database_size(current_database())"); ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    /** Octets of a piece of content; fewer than asked for where it ends, none if there is no such piece. */
    public byte[] content(long id, int chunk, int from, int length) throws Unavailable {
        return read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("select substring(octets from ? for ?) from postgresql_content where id = ? and chunk = ?")) {
                query.setInt(1, from + 1);
                query.setInt(2, length);
                query.setLong(3, id);
                query.setInt(4, chunk);
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? row.getBytes(1) : NOTHING;
                }
            }
        });
    }
}
