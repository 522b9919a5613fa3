package posthouse.mailstore.mime;

/** Hexadecimal digits, in either case. */
final class Hex {
    private Hex() {
    }

    /** The octet that two digits make, or a negative number if one of them is none. */
    static int octet(int high, int low) {
        return digit(high) << 4 | digit(low);
    }

    static int digit(int c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int letter = c & ~0x20;
        return letter >= 'A' && letter <= 'F' ? letter - 'A' + 10 : -1;
    }
}
