package posthouse.mailstore.mime;

import java.util.Arrays;

/**
 * Finds the parts of a message while its octets pass (RFC 2045, 2046). One pass in linear time, whatever the octets are; it
 * keeps one header at a time and no content, and it never fails.
 *
 * <p>A line ends with LF, the CRs before it belong to its end; a bare CR ends nothing. A header ends at an empty line, at a
 * boundary, or, if there was no field yet, at the first line that is none: such an entity has no header. Before a message's
 * first field one such line may stand (from an mbox file, a byte order mark).
 *
 * <p>A line is a boundary if it begins with the boundary of a multipart around it (RFC 2046 5.1.1); of several the longest
 * counts, and of equal ones the innermost that is still open. It ends all that lies inside.
 *
 * <p>Beyond {@link #MAX_PARTS} parts, or {@link #MAX_HEADER} octets of headers in all, no further part is looked for; what lies
 * inside {@link #MAX_DEPTH} entities is not looked into. Addresses and parameters beyond 20,000 in all are left out.
 */
public final class MimeScanner {
    public static final int MAX_DEPTH = 100;
    public static final int MAX_PARTS = 10_000;
    public static final int MAX_HEADER = 1 << 20;
    /** Addresses, parameters and languages in all. */
    static final int MAX_WORDS = 20_000;

    private enum State {
        /** The header is gathered. */
        HEADER,
        /** The header is too long; its end is looked for. */
        SKIPPED_HEADER,
        BODY
    }

    private State state = State.HEADER;
    private Entity current = new Entity(null, true, 0, 0);
    private final Boundaries boundaries = new Boundaries();
    /** The multipart whose part begins after this line. */
    private Entity awaited;
    /** Whether the header ends after this line. */
    private boolean emptyLine;
    private int parts;
    private boolean full;
    private MessageStructure structure;

    /** Octets before those that are looked at. */
    private long base;
    private long lineStart;
    private int lineEndLength;
    private long lineEnds;
    /** Whether nothing of the line is known yet but what is in {@link #head}. */
    private boolean atLineStart = true;
    /** Whether the last octet that was looked at is a CR. */
    private boolean afterCr;

    private final HeaderBuffer header = new HeaderBuffer();
    private final Allowance allowance = new Allowance();

    /** The beginning of a line that is cut by the end of a write. */
    private byte[] head = {};
    private int headLength;

    /** Takes the next octets of the message. */
    public void write(byte[] octets, int offset, int length) {
        if (structure != null) {
            throw new IllegalStateException("finished");
        }
        base -= offset;
        int end = offset + length;
        int at = offset;
        while (at < end) {
            at = state == State.HEADER ? header(octets, at, end) : body(octets, at, end);
        }
        base += end;
    }

    /** No more octets follow. Further calls return the same. */
    public MessageStructure finish() {
        if (structure == null) {
            endLastLine();
            endHeaders(base);
            BodyPart root = null;
            Entity message = current;
            for (Entity entity = current; entity != null; entity = entity.parent) {
                root = entity.finish(base, lineEnds);
                message = entity;
            }
            structure = new MessageStructure(message.header().envelope, root);
        }
        return structure;
    }

    /** The last line, where it has no line end. */
    private void endLastLine() {
        if (state == State.HEADER) {
            if (header.lineBegun()) {
                headerLine();
            }
        } else if (atLineStart && headLength > 0) {
            lineBegins(head, 0, headLength, false);
        }
    }

    // headers

    /** Gathers the header; returns how far it came. */
    private int header(byte[] octets, int from, int end) {
        int at = from;
        while (at < end && state == State.HEADER) {
            int lf = indexOfLf(octets, at, end);
            int stop = lf < 0 ? end : lf + 1;
            int room = header.room();
            if (stop - at > room) {
                header.keep(octets, at, at + room);
                headerTooLong();
                return at + room;
            }
            header.keep(octets, at, stop);
            at = stop;
            if (lf >= 0) {
                int lineEndLength = header.lineEndLength();
                headerLine();
                lineEnded(base + at, lineEndLength);
            }
        }
        return at;
    }

    /** A line of the header is there, with its line end unless the message ends. */
    private void headerLine() {
        if (header.lineIsEmpty()) {
            emptyLine = true;
            return;
        }
        Entity multipart = header.boundary(boundaries);
        if (multipart != null) {
            boolean closing = header.closes(multipart);
            header.dropLine();
            endHeaders(lineStart);
            boundary(multipart, closing);
        } else if (header.noFieldYet() && !(current.message && header.lineIsFirst())) {
            header.dropLine();
            endHeaders(lineStart);
        } else {
            header.takeLine();
        }
    }

    /** The field that is begun is dropped, what follows is not looked at, and no part is opened any more. */
    private void headerTooLong() {
        full = true;
        atLineStart = !header.lineBegun();
        afterCr = header.afterCr();
        boolean body = !atLineStart && header.noFieldYet();
        header.dropLine();
        if (body) {
            endHeader(lineStart);
        } else {
            state = State.SKIPPED_HEADER;
        }
    }

    /** Ends the header, and those of the messages inside that it opens. */
    private void endHeaders(long bodyStart) {
        while (state != State.BODY) {
            endHeader(bodyStart);
        }
    }

    private void endHeader(long bodyStart) {
        var fields = new EntityHeader(header.fields(), current.message, current.inDigest(), allowance);
        if (header.isText()) {
            current.beginBodyInsteadOfHeader(fields);
        } else {
            current.beginBody(fields, bodyStart, lineEnds);
        }
        state = State.BODY;
        if (current.depth >= MAX_DEPTH) {
            return;
        }
        if (fields.isMultipart() && current.openMultipart()) {
            boundaries.add(current);
        } else if (fields.isMessage() && fields.isIdentityEncoded() && mayOpen()) {
            open(current, true, bodyStart);
        }
    }

    // bodies

    /** Looks for boundaries and for the end of a header that is skipped; returns how far it came. */
    private int body(byte[] octets, int from, int end) {
        if (boundaries.isEmpty() && state == State.BODY) {
            lineEnds += countLf(octets, from, end);
            return end;
        }
        int at = from;
        while (at < end && state != State.HEADER) {
            if (atLineStart) {
                at = lineHead(octets, at, end);
                if (atLineStart) {
                    return end;
                }
            }
            int lf = indexOfLf(octets, at, end);
            if (lf < 0) {
                afterCr = at < end ? octets[end - 1] == '\r' : afterCr;
                return end;
            }
            boolean crLf = lf > at ? octets[lf - 1] == '\r' : afterCr;
            at = lf + 1;
            lineEnded(base + at, crLf ? 2 : 1);
        }
        return at;
    }

    /** Looks at the beginning of a line as far as is needed; returns how far it came. */
    private int lineHead(byte[] octets, int from, int end) {
        byte first = headLength > 0 ? head[0] : octets[from];
        if (first != '-' && (state == State.BODY || first != '\r' && first != '\n')) {
            atLineStart = false;
            return from;
        }
        int needed = boundaries.headLength() - headLength;
        int limit = end - from < needed ? end : from + needed;
        int lf = indexOfLf(octets, from, limit);
        int stop = lf < 0 ? limit : lf;
        if (stop > from) {
            afterCr = octets[stop - 1] == '\r';
        }
        boolean enough = lf >= 0 || limit - from == needed;
        if (enough && headLength == 0) {
            atLineStart = false;
            lineBegins(octets, from, stop, lf >= 0);
            return stop;
        }
        if (head.length < headLength + stop - from) {
            head = Arrays.copyOf(head, boundaries.headLength());
        }
        System.arraycopy(octets, from, head, headLength, stop - from);
        headLength += stop - from;
        if (enough) {
            atLineStart = false;
            lineBegins(head, 0, headLength, lf >= 0);
        }
        return stop;
    }

    /**
     * The beginning of a line is there, long enough to tell what the line is.
     *
     * @param whole whether it is the whole line but for the LF
     */
    private void lineBegins(byte[] octets, int start, int end, boolean whole) {
        if (state == State.SKIPPED_HEADER && whole && isCrs(octets, start, end)) {
            emptyLine = true;
            return;
        }
        Entity multipart = boundaries.match(octets, start, end);
        if (multipart != null) {
            endHeaders(lineStart);
            boundary(multipart, Boundaries.isClosing(multipart, octets, start, end));
        }
    }

    // lines

    /** The line is a boundary: all that lies inside {@code multipart} ends before it. */
    private void boundary(Entity multipart, boolean closing) {
        if (current != multipart) {
            Entity part = current;
            while (part.parent != multipart) {
                part = part.parent;
            }
            long end = part.endBefore(lineStart, lineEndLength);
            for (Entity entity = current; entity != multipart; entity = entity.parent) {
                entity.finish(end, end < lineStart ? lineEnds - 1 : lineEnds);
            }
            current = multipart;
            boundaries.dropInside(multipart);
        }
        if (!closing && mayOpen()) {
            awaited = multipart;
        } else {
            multipart.closed = true;
        }
    }

    private boolean mayOpen() {
        full |= parts >= MAX_PARTS || header.room() == 0;
        return !full;
    }

    private void open(Entity parent, boolean message, long headerStart) {
        parts++;
        current = new Entity(parent, message, headerStart, lineEnds);
        state = State.HEADER;
        header.begin();
    }

    private void lineEnded(long position, int length) {
        lineEnds++;
        lineStart = position;
        lineEndLength = length;
        atLineStart = true;
        headLength = 0;
        afterCr = false;
        afterLine(position);
    }

    private void afterLine(long position) {
        if (emptyLine) {
            emptyLine = false;
            endHeader(position);
        } else if (awaited != null) {
            open(awaited, false, position);
            awaited = null;
        }
    }

    // octets

    private static boolean isCrs(byte[] octets, int start, int end) {
        for (int i = start; i < end; i++) {
            if (octets[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private static int indexOfLf(byte[] octets, int from, int end) {
        for (int i = from; i < end; i++) {
            if (octets[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static int countLf(byte[] octets, int from, int end) {
        int count = 0;
        for (int i = from; i < end; i++) {
            if (octets[i] == '\n') {
                count++;
            }
        }
        return count;
    }
}
