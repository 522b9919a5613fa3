package posthouse.smtp.wire;

/**
 * Takes the octets of a message off the wire, in blocks as they come: finds the line with a single dot that ends them and
 * takes away the dot that was put before a line's own (RFC 5321 4.5.2). Lines end with CRLF and with nothing else: a bare
 * CR, a bare LF and NUL are noticed, and neither begins a line. Whoever read on behind {@code LF . LF} or {@code CR . CR}
 * would read a second message where the server before saw one.
 *
 * <p>For clients that never learnt it a bare CR and a bare LF may be made CRLF; the end is CRLF.CRLF all the same, and a dot
 * alone between others is text.
 */
public final class DataReader {

    /** Where the octets go, without the dots. */
    public interface Sink<E extends Exception> {
        void take(byte[] octets, int offset, int length) throws E;
    }

    private enum State {
        /** At the first octet of a line. */
        LINE_START,
        /** At the first octet of a line, behind a line end that was cleaned. */
        CLEANED_START,
        /** Behind a dot there; it was not handed on. */
        CLEANED_DOT,
        /** Inside a line. */
        TEXT,
        /** Behind a CR that is in the text. */
        CR,
        /** Behind a dot at the first place of a line; it was not handed on. */
        DOT,
        /** Behind dot and CR; neither was handed on. */
        DOT_CR,
        /** Behind the last LF. */
        END
    }

    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] LF = {'\n'};
    private static final byte[] DOTS = {'.'};

    private final boolean cleans;
    private State state = State.LINE_START;
    private String fault;

    public DataReader() {
        this(false);
    }

    /** @param cleans whether a bare CR or LF is made CRLF */
    public DataReader(boolean cleans) {
        this.cleans = cleans;
    }

    /** Whether the end has been taken. */
    public boolean ended() {
        return state == State.END;
    }

    /** What must not be in a message and was; {@code null} if nothing. */
    public String fault() {
        return fault;
    }

    /**
     * Takes octets up to the end of the message or of the block.
     *
     * @return how many it took; what follows is the next command
     */
    public <E extends Exception> int read(byte[] octets, int offset, int length, Sink<E> sink) throws E {
        int end = offset + length;
        int kept = offset; // [kept, i) waits to be handed on
        int i = offset;
        while (i < end && state != State.END) {
            switch (state) {
                case LINE_START -> {
                    if (octets[i] == '.') {
                        hand(sink, octets, kept, i);
                        kept = ++i;
                        state = State.DOT;
                    } else {
                        state = State.TEXT;
                    }
                }
                case CLEANED_START -> {
                    boolean dot = octets[i] == '.';
                    hand(sink, octets, kept, i);
                    kept = dot ? ++i : i;
                    state = dot ? State.CLEANED_DOT : State.TEXT;
                }
                case CLEANED_DOT -> {
                    if (octets[i] == '\r' || octets[i] == '\n') { // alone on its line, which is no end
                        hand(sink, DOTS, 0, 1);
                    }
                    state = State.TEXT;
                }
                case TEXT -> {
                    i = text(octets, i, end);
                    if (state == State.CLEANED_START) {
                        hand(sink, octets, kept, i - 1);
                        hand(sink, CRLF, 0, 2);
                        kept = i;
                    }
                }
                case CR -> {
                    if (octets[i] == '\n') {
                        i++;
                        state = State.LINE_START;
                    } else if (cleans) {
                        hand(sink, octets, kept, i);
                        hand(sink, LF, 0, 1);
                        kept = i;
                        state = State.CLEANED_START;
                    } else {
                        blame("bare CR");
                        state = State.TEXT;
                    }
                }
                case DOT -> {
                    if (octets[i] == '\r') {
                        i++;
                        state = State.DOT_CR;
                    } else {
                        if (cleans && octets[i] == '\n') {
                            hand(sink, DOTS, 0, 1);
                        }
                        state = State.TEXT;
                    }
                }
                case DOT_CR -> {
                    if (octets[i] == '\n') {
                        kept = ++i;
                        state = State.END;
                    } else if (cleans) {
                        hand(sink, DOTS, 0, 1);
                        hand(sink, CRLF, 0, 2);
                        kept = i;
                        state = State.CLEANED_START;
                    } else {
                        blame("bare CR");
                        state = State.TEXT;
                    }
                }
                default -> throw new IllegalStateException("read behind the end");
            }
        }
        hand(sink, octets, kept, state == State.DOT_CR ? i - 1 : i);
        return i - offset;
    }

    /** Goes to the next octet that is not plain text and over it. */
    private int text(byte[] octets, int from, int end) {
        int i = from;
        while (i < end && (octets[i] > '\r' || octets[i] < 0 || isPlain(octets[i]))) {
            i++;
        }
        if (i == end) {
            return i;
        }
        if (octets[i] == '\r') {
            state = State.CR;
        } else if (cleans && octets[i] == '\n') {
            state = State.CLEANED_START;
        } else {
            blame(octets[i] == 0 ? "NUL" : "bare LF");
        }
        return i + 1;
    }

    private static boolean isPlain(byte octet) {
        return octet != '\r' && octet != '\n' && octet != 0;
    }

    private void blame(String what) {
        if (fault == null) {
            fault = what;
        }
    }

    private <E extends Exception> void hand(Sink<E> sink, byte[] octets, int from, int to) throws E {
        if (to > from && fault == null) {
            sink.take(octets, from, to - from);
        }
    }
}
