package posthouse.mailstore.engine;

import posthouse.mailstore.StoreException;
import posthouse.mailstore.jdbc.Database;

/** A store that is copied elsewhere; nobody uses it meanwhile. */
interface CopySource extends AutoCloseable {

    Database database();

    Bodies bodies();

    /** It lives there now: no server uses it here any more. */
    void moved(String target) throws StoreException;

    @Override
    void close();
}
