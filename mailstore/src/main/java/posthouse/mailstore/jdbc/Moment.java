package posthouse.mailstore.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import posthouse.mailstore.Grant;
import posthouse.mailstore.UidSet;

/** What a PostgreSQL has at one moment, for a node that follows what others did. */
public final class Moment {
    private static final int ENOUGH = 100_000;

    private final Connection connection;

    Moment(Connection connection) {
        this.connection = connection;
    }

    /** What is asked of it. */
    public interface Questions<T> {
        T ask(Moment moment) throws DatabaseFailed;
    }

    private interface Query<T> {
        T run() throws SQLException;
    }

    private static <T> T read(Query<T> query) throws DatabaseFailed {
        try {
            return query.run();
        } catch (SQLException e) {
            throw new DatabaseFailed(e);
        }
    }

    /** The number of the last batch. */
    public long lastBatch() throws DatabaseFailed {
        return read(() -> Queries.state(connection).map(s -> s.position().batch()).orElse(0L));
    }

    /** The batches after one, in order; those that are long past are not listed any more. */
    public List<NodeBatch> batchesAfter(long batch) throws DatabaseFailed {
        return read(() -> {
            var batches = new ArrayList<NodeBatch>();
            try (PreparedStatement query = connection.prepareStatement("select batch, node, accounts, changes, mailboxes, notes, directory, "
                + "everything from postgresql_batch where batch > ? order by batch")) {
                query.setLong(1, batch);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        batches.add(new NodeBatch(row.getLong(1), row.getString(2), LargeRow.numbers(row.getString(3)), NodeChange.parse(row.getString(4)),
                            LargeRow.numbers(row.getString(5)), NodeNote.parse(row.getString(6)), row.getBoolean(7), row.getBoolean(8)));
                    }
                }
            }
            return batches;
        });
    }

    public DirectoryRows directory() throws DatabaseFailed {
        return read(() -> DirectoryQueries.directory(connection));
    }

    public List<MailboxRow> mailboxes(long account) throws DatabaseFailed {
        return read(() -> Queries.mailboxes(connection, account));
    }

    public Set<String> subscriptions(long account) throws DatabaseFailed {
        return read(() -> Queries.subscriptions(connection, account));
    }

    public Map<Long, List<Grant>> grants(long account) throws DatabaseFailed {
        return read(() -> Queries.grants(connection, account));
    }

    /** Those of these messages that there are, ascending. */
    public List<MessageRow> messages(long mailbox, UidSet uids) throws DatabaseFailed {
        return read(() -> {
            var found = new ArrayList<MessageRow>();
            for (UidSet.Range range : uids.ranges()) {
                found.addAll(Queries.messages(connection, mailbox, range.first(), range.last(), ENOUGH));
            }
            return found;
        });
    }
}
