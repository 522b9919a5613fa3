package posthouse.smtp.filter;

/** Looks at one message, from the first field of its header to its end. */
public interface Inspection {

    /** A field passes, without those that others took out. @return it, another one in its place, or {@code null} to take it out */
    default HeaderField field(HeaderField field) {
        return field;
    }

    /** All fields have passed. What the verdict adds comes below them. */
    default Verdict headerEnded() {
        return Verdict.ACCEPT;
    }

    /** Octets pass as they will be stored, header and body. */
    default void octets(byte[] octets, int offset, int length) {
    }

    /** All of it has passed. What the verdict adds comes on top of the message. */
    default Verdict ended() {
        return Verdict.ACCEPT;
    }

    /** Whether a line that is no header field shall begin the body, though the empty line before it is missing. */
    default boolean wantsEmptyLine() {
        return false;
    }
}
