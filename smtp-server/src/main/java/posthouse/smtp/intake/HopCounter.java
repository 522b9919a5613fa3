package posthouse.smtp.intake;

/** Counts the Received fields of a header that passes in blocks: a message that has too many is in a loop (RFC 5321 6.3). */
final class HopCounter {

    private static final byte[] NAME = {'r', 'e', 'c', 'e', 'i', 'v', 'e', 'd', ':'};

    private boolean inHeader = true;
    private int column;
    private boolean matches = true;
    private int hops;

    /** Looks at more octets, until the empty line behind the header. */
    void scan(byte[] octets, int offset, int length) {
        for (int i = offset; i < offset + length && inHeader; i++) {
            byte octet = octets[i];
            if (octet == '\n') {
                inHeader = column > 0;
                column = 0;
                matches = true;
            } else if (octet != '\r') {
                take(octet);
            }
        }
    }

    private void take(byte octet) {
        if (matches && column < NAME.length) {
            byte lower = octet >= 'A' && octet <= 'Z' ? (byte) (octet + 0x20) : octet;
            matches = lower == NAME[column];
            hops += matches && column == NAME.length - 1 ? 1 : 0;
        }
        column++;
    }

    int hops() {
        return hops;
    }
}
