package posthouse.mailstore.engine;

import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.NodeLocks;

/** Locks among the nodes of a PostgreSQL. */
record PostgresLocks(NodeLocks locks) implements Locks {

    @Override
    public boolean areShared() {
        return true;
    }

    @Override
    public boolean take(String name) throws Unavailable {
        try {
            return locks.take(name);
        } catch (DatabaseFailed e) {
            throw new Unavailable("the database is not to be reached", e);
        }
    }

    @Override
    public boolean holds(String name) {
        return locks.holds(name);
    }

    @Override
    public void release(String name) {
        locks.release(name);
    }
}
