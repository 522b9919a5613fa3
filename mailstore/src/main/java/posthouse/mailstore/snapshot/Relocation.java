package posthouse.mailstore.snapshot;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import posthouse.mailstore.journal.Position;

/**
 * Makes a snapshot for another place of a store: all rows of all tables as they are, except where octets stand and how far the
 * tables follow a journal. That is known once the octets are there too.
 *
 * @param segment where all bodies are said to stand at first
 * @param counted whether that segment has its row
 * @param position of the tables in the new place
 */
public record Relocation(int segment, boolean counted, Position position) {

    /** @return how many rows there are */
    public long copy(SnapshotReader from, SnapshotWriter to) throws IOException {
        long rows = 0;
        long stored = 0;
        for (TableShape table = from.nextTable(); table != null; table = from.nextTable()) {
            to.table(table);
            boolean left = table.name().equals("segment") || table.name().equals("unfinished");
            for (Object[] row = from.nextRow(); row != null; row = from.nextRow()) {
                if (left) {
                    continue;
                }
                if (table.name().equals("body")) {
                    stored += (Long) row[index(table, "length")];
                    set(table, row, Map.of("segment", (long) segment, "place", 0L, "form", 0L, "stored", (Long) row[index(table, "length")]));
                } else if (table.name().equals("store_state")) {
                    set(table, row, Map.of("segment", (long) position.segment(), "place", position.offset(), "batch", position.batch(), "record",
                        position.sequence()));
                }
                to.row(row);
                rows++;
            }
            if (table.name().equals("segment") && counted && stored > 0) {
                var row = new Object[table.columns().size()];
                set(table, row, Map.of("id", (long) segment, "live", stored));
                to.row(row);
            }
        }
        to.end();
        return rows;
    }

    private static void set(TableShape table, Object[] row, Map<String, Long> values) throws IOException {
        for (Map.Entry<String, Long> each : values.entrySet()) {
            row[index(table, each.getKey())] = each.getValue();
        }
    }

    private static int index(TableShape table, String column) throws IOException {
        List<String> names = table.columns().stream().map(TableShape.Column::name).toList();
        if (!names.contains(column)) {
            throw new IOException("the table " + table.name() + " has no column " + column);
        }
        return names.indexOf(column);
    }
}
