package posthouse.mailstore.engine;

import posthouse.mailstore.StoreException;

/** Names that one at a time can have, among all nodes of a store. */
interface Locks {

    /** Whether there may be other nodes. */
    boolean areShared();

    /** @return {@code false} if someone has it */
    boolean take(String name) throws StoreException;

    /** Whether what was taken was not lost since. */
    boolean holds(String name);

    void release(String name);
}
