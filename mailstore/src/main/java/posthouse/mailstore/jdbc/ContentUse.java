package posthouse.mailstore.jdbc;

import java.sql.SQLException;
import java.util.List;

/** Octets in a table: when nothing names them any more it is noted since when. */
final class ContentUse implements BodyUse {
    /** Rows of bodies go with the last reference; a parameter says when. */
    static final String NOTE_UNNAMED = "with gone as (delete from body where refs = 0 "
        + "and not exists (select 1 from postgresql_reference where postgresql_reference.body = body.id) returning id, segment, place) "
        + "insert into postgresql_unnamed (id, since) select case when segment = 0 then -place else id end, ? from gone on conflict do nothing";

    private boolean released;

    @Override
    public void added(int segment, long octets) {
        // a row has no place
    }

    @Override
    public void removed(int segment, long place, long octets) {
        // a row has no place
    }

    @Override
    public void release(Statements statements, long body, long references) throws SQLException {
        statements.update("update body set refs = refs + ? where id = ?", -references, body);
        released = true;
    }

    @Override
    public Runnable undo() {
        return () -> { };
    }

    @Override
    public void clear() {
        released = false;
    }

    @Override
    public void write(Statements statements) throws SQLException {
        if (released) {
            statements.updateNow(NOTE_UNNAMED, System.currentTimeMillis());
        }
    }

    @Override
    public void committed() {
        released = false;
    }

    @Override
    public List<Long> takeUnnamed() {
        return List.of();
    }
}
