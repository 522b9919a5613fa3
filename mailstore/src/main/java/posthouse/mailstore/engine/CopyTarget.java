package posthouse.mailstore.engine;

import java.io.IOException;
import java.nio.file.Path;
import posthouse.mailstore.StoreCare.Findings;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.jdbc.BodyRow;
import posthouse.mailstore.journal.BodySource;

/** A place that a store is copied to. No server uses it before {@link #finish}. */
interface CopyTarget extends AutoCloseable {

    /** Takes the rows of all tables. */
    void rows(Path snapshot) throws IOException, StoreException;

    /** Takes the octets of a body. */
    void body(BodyRow row, BodySource octets) throws IOException, StoreException;

    /** All of it is there: reads it back. */
    Findings finish() throws IOException, StoreException;

    @Override
    void close();
}
