package posthouse.mailstore.engine;

import posthouse.mailstore.StoreException;
import posthouse.mailstore.jdbc.DatabaseFailed;

/** Something the writer is asked to do. */
interface Command<R> {

    /**
     * Decides what becomes of it, seeing all that went before; changes nothing itself.
     *
     * @throws StoreException if it is refused
     */
    Decision<R> decide(View view) throws StoreException, DatabaseFailed;

    /** Whether it makes, removes or renames mailboxes, accounts, domains or aliases. Such a command has a batch of its own. */
    default boolean changesNames() {
        return false;
    }

    /**
     * Whether it is answered when it is on disk, before it is seen in the tables: best where nobody looks at once at what it changed. Whoever
     * does waits.
     */
    default boolean isAnsweredFirst() {
        return false;
    }

    /** Octets it brings into the journal, roughly. */
    default long size() {
        return 0;
    }
}
