package posthouse.mailstore.mime;

/**
 * RFC 2045 6.7. Blanks at the end of a line are dropped, up to as many as a line may have; an equals sign that begins neither
 * a code nor a soft line break stands for itself.
 */
final class QuotedPrintableDecoder extends TransferDecoder {
    private static final int MAX_BLANKS = 1_000;

    private enum State { TEXT, BLANKS, EQUALS, FIRST_DIGIT, SOFT_BREAK }

    private State state = State.TEXT;
    /** Octets that are not yet known to be text: blanks, or what follows an equals sign. */
    private final byte[] held = new byte[MAX_BLANKS];
    private int heldLength;

    @Override
    public int room(int length) {
        return length + MAX_BLANKS;
    }

    @Override
    public int decode(byte[] octets, int offset, int length, byte[] target, int targetOffset) {
        int out = targetOffset;
        int end = offset + length;
        for (int at = offset; at < end; at++) {
            byte octet = octets[at];
            if (state == State.TEXT && octet != '=' && octet != ' ' && octet != '\t') {
                target[out++] = octet;
            } else {
                out = next(octet, target, out);
            }
        }
        return out - targetOffset;
    }

    private int next(byte octet, byte[] target, int start) {
        int out = start;
        switch (state) {
            case TEXT -> out = text(octet, target, out);
            case BLANKS -> {
                if (octet == '\r' || octet == '\n') {
                    heldLength = 0;
                    out = text(octet, target, out);
                } else if (isBlank(octet) && heldLength < MAX_BLANKS) {
                    hold(octet, State.BLANKS);
                } else {
                    out = text(octet, target, release(target, out));
                }
            }
            case EQUALS -> {
                if (Hex.digit(octet) >= 0) {
                    hold(octet, State.FIRST_DIGIT);
                } else if (octet == '\n') {
                    forget();
                } else if (octet == '\r' || isBlank(octet)) {
                    hold(octet, State.SOFT_BREAK);
                } else {
                    out = text(octet, target, release(target, out));
                }
            }
            case FIRST_DIGIT -> {
                int decoded = Hex.octet(held[heldLength - 1], octet);
                if (decoded >= 0) {
                    forget();
                    target[out++] = (byte) decoded;
                } else {
                    out = text(octet, target, release(target, out));
                }
            }
            case SOFT_BREAK -> {
                if (octet == '\n') {
                    forget();
                } else if ((octet == '\r' || isBlank(octet)) && heldLength < MAX_BLANKS) {
                    hold(octet, State.SOFT_BREAK);
                } else {
                    out = text(octet, target, release(target, out));
                }
            }
        }
        return out;
    }

    /** An octet with nothing held before it. */
    private int text(byte octet, byte[] target, int out) {
        if (octet == '=') {
            hold(octet, State.EQUALS);
        } else if (isBlank(octet)) {
            hold(octet, State.BLANKS);
        } else {
            state = State.TEXT;
            target[out] = octet;
            return out + 1;
        }
        return out;
    }

    private void hold(byte octet, State next) {
        held[heldLength++] = octet;
        state = next;
    }

    private void forget() {
        heldLength = 0;
        state = State.TEXT;
    }

    private int release(byte[] target, int out) {
        System.arraycopy(held, 0, target, out, heldLength);
        int end = out + heldLength;
        forget();
        return end;
    }

    /** Blanks end the last line, an equals sign breaks it softly: both go. */
    @Override
    public int finish(byte[] target, int targetOffset) {
        int written = 0;
        if (state == State.FIRST_DIGIT) {
            written = release(target, targetOffset) - targetOffset;
        }
        forget();
        return written;
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }
}
