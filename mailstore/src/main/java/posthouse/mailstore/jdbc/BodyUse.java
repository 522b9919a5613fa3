package posthouse.mailstore.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a transaction does to the octets that bodies take: how much of each segment is alive, written with the commit and not
 * with every message; and which files nobody names any more.
 */
final class BodyUse {
    private final Map<Integer, Long> live = new TreeMap<>();
    private final List<Long> files = new ArrayList<>();
    /** Of transactions that are committed. */
    private final List<Long> unnamed = new ArrayList<>();

    /** As it was before a mutation that may fail. */
    record Mark(Map<Integer, Long> live, int files) {
    }

    Mark mark() {
        return new Mark(Map.copyOf(live), files.size());
    }

    void reset(Mark mark) {
        live.clear();
        live.putAll(mark.live);
        files.subList(mark.files, files.size()).clear();
    }

    void clear() {
        live.clear();
        files.clear();
    }

    void added(int segment, long octets) {
        if (segment != 0) {
            live.merge(segment, octets, Long::sum);
        }
    }

    /** @param place the number of its file, if the segment is 0 */
    void removed(int segment, long place, long octets) {
        if (segment == 0) {
            files.add(place);
        } else {
            live.merge(segment, -octets, Long::sum);
        }
    }

    /** Before the commit. A segment with nothing alive has no row. */
    void write(Statements statements) throws SQLException {
        for (Map.Entry<Integer, Long> each : live.entrySet()) {
            if (each.getValue() != 0 && statements.update("update segment set live = live + ? where id = ?", each.getValue(), each.getKey()) == 0) {
                statements.update("insert into segment (id, live) values (?, ?)", each.getKey(), each.getValue());
            }
            if (each.getValue() < 0) {
                statements.update("delete from segment where id = ? and live = 0", each.getKey());
            }
        }
    }

    void committed() {
        live.clear();
        unnamed.addAll(files);
        files.clear();
    }

    /** Files whose last reference went with a commit. */
    List<Long> takeUnnamed() {
        var taken = List.copyOf(unnamed);
        unnamed.clear();
        return taken;
    }
}
