package posthouse.smtp;

import posthouse.common.net.Input;
import posthouse.common.net.Replies;
import posthouse.mailstore.StoreException;
import posthouse.smtp.wire.BadSyntax;
import posthouse.smtp.wire.Refused;

/**
 * What takes the octets that follow a 3xx reply, in place of the next command: a message after 354, a response after 334.
 * It says itself when it is done, by {@link SmtpState#continueWith}.
 */
public interface Continuation {

    /** The command it belongs to, for the log. */
    String name();

    /** Whether {@link #next} would wait for nothing with what has arrived, as {@link posthouse.common.net.Session#nextAtOnce} must not. */
    default boolean isShort(Input in) {
        return false;
    }

    /** Like {@link posthouse.common.net.Session#next}. */
    Replies next(Input in) throws BadSyntax, Refused, StoreException;
}
