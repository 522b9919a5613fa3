package posthouse.pop3.wire;

import posthouse.common.net.Output;

/** The lines of a multi-line response (RFC 1939 3), dot-stuffed, without the final dot. Made piece by piece as it is pulled. */
public interface Body {

    /**
     * Writes the next piece; what has been written at the end ends with CRLF.
     *
     * @return whether there is more
     */
    boolean writeNext(Output out) throws Exception;

    /** Lets go of what it held. Called exactly once. */
    default void close() {
    }
}
