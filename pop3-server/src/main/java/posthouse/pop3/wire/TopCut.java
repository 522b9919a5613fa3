package posthouse.pop3.wire;

/** Where TOP ends (RFC 1939 7): after the header, the empty line, and some lines of the body. */
public final class TopCut {

    private long lines;
    private boolean header = true;
    private boolean emptyLine = true;
    private boolean over;

    public TopCut(long lines) {
        this.lines = lines;
    }

    /** How many of the message's next octets belong to it. */
    public int take(byte[] octets, int length) {
        for (int i = 0; i < length; i++) {
            if (over) {
                return i;
            } else if (octets[i] == '\n') {
                lineEnds();
            } else if (octets[i] != '\r') {
                emptyLine = false;
            }
        }
        return length;
    }

    private void lineEnds() {
        if (!header) {
            lines--;
        }
        header &= !emptyLine;
        emptyLine = true;
        over = !header && lines == 0;
    }

    public boolean isOver() {
        return over;
    }
}
