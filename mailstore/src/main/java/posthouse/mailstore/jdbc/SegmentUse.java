package posthouse.mailstore.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a transaction does to the octets that bodies take: how much of each segment is alive, written with the commit and not
 * with every message; and which files nobody names any more.
 */
final class SegmentUse implements BodyUse {
    private final Map<Integer, Long> live = new TreeMap<>();
    private final List<Long> files = new ArrayList<>();
    /** Of transactions that are committed. */
    private final List<Long> unnamed = new ArrayList<>();

    @Override
    public Runnable undo() {
        Map<Integer, Long> before = Map.copyOf(live);
        int filesBefore = files.size();
        return () -> {
            live.clear();
            live.putAll(before);
            files.subList(filesBefore, files.size()).clear();
        };
    }

    @Override
    public void clear() {
        live.clear();
        files.clear();
    }

    @Override
    public void added(int segment, long octets) {
        if (segment != 0) {
            live.merge(segment, octets, Long::sum);
        }
    }

    @Override
    public void removed(int segment, long place, long octets) {
        if (segment == 0) {
            files.add(place);
        } else {
            live.merge(segment, -octets, Long::sum);
        }
    }

    @Override
    public void release(Statements statements, long body, long references) throws SQLException {
        if (isLast(statements, body, references)) {
            statements.update("delete from body where id = ?", body);
        } else {
            statements.update("update body set refs = refs + ? where id = ?", -references, body);
        }
    }

    private boolean isLast(Statements statements, long body, long references) throws SQLException {
        try (ResultSet row = statements.query("select refs, segment, place, stored from body where id = ?", body)) {
            if (!row.next() || row.getLong(1) > references) {
                return false;
            }
            removed(row.getInt(2), row.getLong(3), row.getLong(4));
            return true;
        }
    }

    /** A segment with nothing alive has no row. */
    @Override
    public void write(Statements statements) throws SQLException {
        for (Map.Entry<Integer, Long> each : live.entrySet()) {
            if (each.getValue() != 0 && statements.updateNow("update segment set live = live + ? where id = ?", each.getValue(), each.getKey()) == 0) {
                statements.update("insert into segment (id, live) values (?, ?)", each.getKey(), each.getValue());
            }
            if (each.getValue() < 0) {
                statements.update("delete from segment where id = ? and live = 0", each.getKey());
            }
        }
    }

    @Override
    public void committed() {
        live.clear();
        unnamed.addAll(files);
        files.clear();
    }

    @Override
    public List<Long> takeUnnamed() {
        var taken = List.copyOf(unnamed);
        unnamed.clear();
        return taken;
    }
}
