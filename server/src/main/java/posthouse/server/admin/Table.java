package posthouse.server.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import posthouse.common.json.Json;

/** Rows for people, in columns, or for programs: with {@code --json} each row is an object on a line of its own. */
final class Table {

    private final List<String> columns;
    private final List<List<Object>> rows = new ArrayList<>();

    Table(String... columns) {
        this.columns = List.of(columns);
    }

    /** @param cells numbers are JSON numbers, lists arrays, anything else its text */
    void row(Object... cells) {
        rows.add(List.of(cells));
    }

    List<String> lines(AdminRequest request) {
        return request.has("json") ? rows.stream().map(this::json).toList() : columns();
    }

    private List<String> columns() {
        var texts = Stream.concat(Stream.of(columns.stream().map(String::toUpperCase).toList()),
            rows.stream().map(row -> row.stream().map(Table::text).toList())).toList();
        int[] widths = new int[columns.size()];
        for (var row : texts) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return texts.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }

    private static String text(Object cell) {
        return cell instanceof List<?> list ? String.join(" ", list.stream().map(String::valueOf).toList()) : cell.toString();
    }

    private String json(List<Object> row) {
        var line = new StringBuilder("{");
        for (int i = 0; i < row.size(); i++) {
            line.append(i == 0 ? "" : ", ").append(jsonValue(columns.get(i))).append(": ").append(jsonValue(row.get(i)));
        }
        return line.append('}').toString();
    }

    private static String jsonValue(Object value) {
        if (value instanceof Number) {
            return value.toString();
        } else if (value instanceof List<?> list) {
            return "[" + String.join(", ", list.stream().map(Table::jsonValue).toList()) + "]";
        }
        return Json.quoted(value.toString());
    }
}
