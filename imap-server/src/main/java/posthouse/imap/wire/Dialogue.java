package posthouse.imap.wire;

import posthouse.common.net.Input;

/** A command that needs more from the client than its line: the rest of AUTHENTICATE, APPEND's message, IDLE's DONE. */
public interface Dialogue {

    /**
     * Takes what it can use.
     *
     * @return what to say to it: another {@link Answer#ask} or the command's end; {@code null} if more must arrive. A
     *     {@link Refused} and the like ends the command.
     */
    Answer next(Input in) throws Exception;

    /** Whether the client is told at once of what changes in its mailbox (RFC 2177). */
    default boolean tellsAtOnce() {
        return false;
    }

    /** The connection is gone or the command failed: lets go of what it held. May be called more than once. */
    default void close() {
    }
}
