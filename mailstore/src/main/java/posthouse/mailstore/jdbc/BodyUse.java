package posthouse.mailstore.jdbc;

import java.sql.SQLException;
import java.util.List;

/** What a transaction does to the octets that bodies take. */
interface BodyUse {

    void added(int segment, long octets);

    /** @param place the number of its file, if the segment is 0 */
    void removed(int segment, long place, long octets);

    /** Takes references from a body; its row goes with the last of them. */
    void release(Statements statements, long body, long references) throws SQLException;

    /** Counts references of a body, one way or the other. */
    default void count(Statements statements, long body, long references) throws SQLException {
        if (references < 0) {
            release(statements, body, -references);
        } else {
            statements.update("update body set refs = refs + ? where id = ?", references, body);
        }
    }

    /** What takes back all that happens from here on, should a mutation fail. */
    Runnable undo();

    /** The transaction is rolled back. */
    void clear();

    /** Before the commit. */
    void write(Statements statements) throws SQLException;

    void committed();

    /** Files whose last reference went with a commit. */
    List<Long> takeUnnamed();
}
