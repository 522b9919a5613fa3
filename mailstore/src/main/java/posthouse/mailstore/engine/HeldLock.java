package posthouse.mailstore.engine;

import posthouse.mailstore.SessionLock;
import posthouse.mailstore.Unavailable;

/** A lock that a session has. */
record HeldLock(Locks locks, String name) implements SessionLock {

    @Override
    public void requireHeld() throws Unavailable {
        if (!locks.holds(name)) {
            throw new Unavailable("the lock of this session was lost");
        }
    }

    @Override
    public void close() {
        locks.release(name);
    }
}
