package posthouse.smtp.intake;

import java.util.Arrays;
import posthouse.smtp.filter.HeaderField;

/**
 * Lets a message pass, its header field by field through a gate, its body as it comes. Holds one field at most, and of a very
 * long one only its beginning: what becomes of that becomes of the rest.
 */
final class HeaderPass {

    /** What is decided of the header. */
    interface Gate {
        /** What goes on in place of a field; {@code null} if nothing does. */
        byte[] field(HeaderField field);

        /** All fields have passed. @return what is added below them */
        byte[] ended();

        /** Whether a line that is no field begins the body. */
        boolean wantsEmptyLine();

        /** What goes on. */
        void out(byte[] octets, int offset, int length);
    }

    private static final int LONGEST = 64 << 10;
    private static final byte[] CRLF = {'\r', '\n'};

    private final Gate gate;
    private byte[] field = new byte[512];
    private int held;
    private boolean lineStart = true;
    private boolean cut; // the field was too long to be held, and is decided
    private boolean dropping; // what is left of such a field
    private boolean inBody;

    HeaderPass(Gate gate) {
        this.gate = gate;
    }

    void take(byte[] octets, int offset, int length) {
        int end = offset + length;
        int i = offset;
        while (i < end && !inBody) {
            if (lineStart && octets[i] != ' ' && octets[i] != '\t') {
                endField();
            }
            if (!inBody) {
                i = line(octets, i, end);
            }
        }
        if (i < end) {
            gate.out(octets, i, end - i);
        }
    }

    /** Takes the rest of a line, as far as it is here. */
    private int line(byte[] octets, int from, int end) {
        int to = from;
        while (to < end && octets[to] != '\n') {
            to++;
        }
        lineStart = to < end;
        to += lineStart ? 1 : 0;
        hold(octets, from, to - from);
        if (lineStart && !cut && (held == 1 || held == 2 && field[0] == '\r')) {
            endHeader(Arrays.copyOf(field, held));
        }
        return to;
    }

    private void hold(byte[] octets, int offset, int length) {
        int fits = cut ? 0 : Math.min(length, LONGEST - held);
        if (held + fits > field.length) {
            field = Arrays.copyOf(field, Math.min(LONGEST, Math.max(held + fits, field.length * 4)));
        }
        System.arraycopy(octets, offset, field, held, fits);
        held += fits;
        if (fits < length) {
            if (!cut) {
                cut = true;
                dropping = !decide();
            }
            if (!dropping) {
                gate.out(octets, offset + fits, length - fits);
            }
        }
    }

    /** A field is whole, if there is one. */
    private void endField() {
        if (held == 0) {
            return;
        }
        if (!cut) {
            decide();
        }
        held = 0;
        cut = false;
    }

    /** @return whether something goes on */
    private boolean decide() {
        var whole = HeaderField.of(Arrays.copyOf(field, held));
        if (whole.isNone() && gate.wantsEmptyLine()) {
            endHeader(CRLF);
            gate.out(whole.octets(), 0, whole.octets().length);
            return true;
        }
        byte[] kept = gate.field(whole);
        if (kept != null) {
            gate.out(kept, 0, kept.length);
        }
        return kept != null;
    }

    private void endHeader(byte[] emptyLine) {
        inBody = true;
        held = 0;
        out(gate.ended());
        out(emptyLine);
        field = null;
    }

    /** The message has ended, maybe within its header. */
    void end() {
        if (inBody) {
            return;
        }
        boolean open = !lineStart;
        endField();
        if (!inBody) {
            byte[] added = gate.ended();
            if (added.length > 0 && open) {
                out(CRLF);
            }
            out(added);
            inBody = true;
        }
    }

    private void out(byte[] octets) {
        if (octets.length > 0) {
            gate.out(octets, 0, octets.length);
        }
    }
}
