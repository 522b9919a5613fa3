package posthouse.mailstore.snapshot;

import java.util.List;

/** A table: its name and columns, in lower case. */
public record TableShape(String name, List<Column> columns) {

    public TableShape {
        columns = List.copyOf(columns);
    }

    public record Column(String name, Kind kind) {
    }

    /** What a column holds; each may be {@code null} too. The order is that of the format. */
    public enum Kind {
        /** {@code Long} */
        NUMBER,
        /** {@code String} */
        TEXT,
        /** {@code byte[]} */
        OCTETS,
        /** {@code Boolean} */
        TRUTH
    }
}
