package posthouse.mailstore.journal;

import java.io.IOException;
import java.io.OutputStream;

/** Octets of a message that wait to be written into a record. */
@FunctionalInterface
public interface BodySource {

    /** Writes all of them, as many as the record says. */
    void writeTo(OutputStream out) throws IOException;
}
