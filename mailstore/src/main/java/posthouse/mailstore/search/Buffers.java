package posthouse.mailstore.search;

import java.util.Arrays;

/** What a thread reads messages into while it searches: one for all needles, of which a command may have thousands. */
final class Buffers {
    static final int PIECE = 32 * 1024;
    /** A larger header gets octets of its own, which are not kept. */
    private static final int KEPT_HEADER = 64 * 1024;
    private static final ThreadLocal<Buffers> OF_THREAD = ThreadLocal.withInitial(Buffers::new);

    final byte[] piece = new byte[PIECE];
    private byte[] decoded = new byte[PIECE + 1024];
    private byte[] header = new byte[8 * 1024];

    private Buffers() {
    }

    static Buffers ofThread() {
        return OF_THREAD.get();
    }

    byte[] decoded(int room) {
        if (decoded.length < room) {
            decoded = new byte[room];
        }
        return decoded;
    }

    byte[] header(int length) {
        if (length > KEPT_HEADER) {
            return new byte[length];
        }
        if (header.length < length) {
            header = Arrays.copyOf(header, KEPT_HEADER);
        }
        return header;
    }
}
