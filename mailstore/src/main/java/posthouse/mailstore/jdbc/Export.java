package posthouse.mailstore.jdbc;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import posthouse.mailstore.journal.BodyForm;
import posthouse.mailstore.journal.Position;
import posthouse.mailstore.snapshot.SnapshotHeader;
import posthouse.mailstore.snapshot.SnapshotWriter;
import posthouse.mailstore.snapshot.TableShape;

/**
 * Everything that a PostgreSQL has, as a journal and its tables would have it: octets are handed out, and a snapshot is written whose
 * bodies stand where they went.
 */
public final class Export {
    private static final int ROWS = 200;

    private final Connection connection;
    private final BodyTaker bodies;
    private final Map<Long, BodyRow> placed = new HashMap<>();
    private Map<Long, Long> uncounted = Map.of();
    private final Map<Integer, Long> live = new TreeMap<>();

    /** Takes octets, those of one moment. */
    public interface BodyTaker {
        /** @return the body, with the place where its octets are now */
        BodyRow take(BodyRow body, InputStream octets) throws IOException;

        /** All were taken. @return the place behind them */
        Position end() throws IOException;

        /** Takes the rows. */
        void snapshot(Writing rows) throws IOException;
    }

    /** Writes rows. */
    public interface Writing {
        void writeTo(OutputStream out) throws IOException;
    }

    Export(Connection connection, BodyTaker bodies) {
        this.connection = connection;
        this.bodies = bodies;
    }

    SnapshotHeader run() throws SQLException, IOException {
        uncounted = References.uncounted(connection);
        long after = 0;
        List<BodyRow> rows;
        do {
            rows = Queries.bodies(connection, after, -1, ROWS);
            for (BodyRow row : rows) {
                after = row.id();
                if (references(row.id(), row.refs()) > 0) {
                    take(row);
                }
            }
        } while (rows.size() == ROWS);
        Position end = bodies.end();
        Queries.State state = Queries.state(connection).orElseThrow(() -> new SQLException("the tables are nobody's"));
        var header = new SnapshotHeader(Migrations.NEWEST, state.key(), end, end.segment(), System.currentTimeMillis());
        List<TableShape> tables = TableRows.tables(connection);
        bodies.snapshot(out -> snapshot(out, header, tables));
        return header;
    }

    private void snapshot(OutputStream to, SnapshotHeader header, List<TableShape> tables) throws IOException {
        var buffered = new BufferedOutputStream(to, 256 << 10);
        try (var writer = new SnapshotWriter(buffered, header)) {
            for (TableShape table : tables) {
                TableRows.write(connection, table, row -> changed(table, row, header.position()), writer);
                if (table.name().equals("segment")) {
                    for (Map.Entry<Integer, Long> segment : live.entrySet()) {
                        writer.row(new Object[] {segment.getKey().longValue(), segment.getValue()});
                    }
                }
            }
            writer.end();
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void take(BodyRow row) throws SQLException, IOException {
        try (InputStream octets = new SequenceInputStream(new Chunks(row.segment() == 0 ? -row.place() : row.id()))) {
            BodyRow now = bodies.take(row, octets);
            placed.put(row.id(), now);
            if (now.segment() != 0) {
                live.merge(now.segment(), now.stored(), Long::sum);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The row as it is to be in the snapshot; {@code null} if it is not. */
    private Object[] changed(TableShape table, Object[] row, Position end) {
        return switch (table.name()) {
            case "segment" -> null;
            case "body" -> body(table, row);
            case "store_state" -> with(table, row, Map.of("segment", (long) end.segment(), "place", end.offset(), "batch", end.batch(), "record",
                end.sequence()));
            default -> row;
        };
    }

    private long references(long body, long counted) {
        return counted + uncounted.getOrDefault(body, 0L);
    }

    private Object[] body(TableShape table, Object[] row) {
        long id = (Long) row[index(table, "id")];
        BodyRow now = placed.get(id);
        return now == null ? null : with(table, row, Map.of("segment", (long) now.segment(), "place", now.place(), "stored", now.stored(), "form",
            (long) BodyForm.PLAIN, "refs", references(id, (Long) row[index(table, "refs")])));
    }

    private static Object[] with(TableShape table, Object[] row, Map<String, Long> values) {
        values.forEach((column, value) -> row[index(table, column)] = value);
        return row;
    }

    private static int index(TableShape table, String column) {
        return table.columns().stream().map(TableShape.Column::name).toList().indexOf(column);
    }

    /** The rows of one content, each as a stream. */
    private final class Chunks implements Enumeration<InputStream> {
        private final long id;
        private int chunk;
        private byte[] next;

        Chunks(long id) {
            this.id = id;
            this.next = read();
        }

        private byte[] read() {
            try (PreparedStatement query = connection.prepareStatement("select octets from postgresql_content where id = ? and chunk = ?")) {
                query.setLong(1, id);
                query.setInt(2, chunk++);
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? row.getBytes(1) : null;
                }
            } catch (SQLException e) {
                throw new UncheckedIOException(new IOException(e.getMessage(), e));
            }
        }

        @Override
        public boolean hasMoreElements() {
            return next != null;
        }

        @Override
        public InputStream nextElement() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            var octets = new ByteArrayInputStream(next);
            next = read();
            return octets;
        }
    }
}
