package posthouse.mailstore.engine;

import java.io.IOException;
import java.nio.file.Path;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.journal.SpoolFile;

/** Where messages go that are too large to be written with their batch: the session puts them there, and a record names them. */
interface LargeBodies {

    /**
     * A file for a message that gets too large for memory.
     *
     * @param scratch where it may be
     */
    SpoolFile begin(Path scratch) throws IOException;

    /** A message that was not settled needs its file no more. */
    void discard(SpoolFile spooled) throws IOException;

    /** Puts a message there; a record may name it now, by the number that is returned. */
    long settle(SpoolFile spooled) throws IOException, StoreException;

    /** The session is done with a message that was settled; what no record names can go. */
    void release(long number, SpoolFile spooled, boolean named) throws IOException;
}
