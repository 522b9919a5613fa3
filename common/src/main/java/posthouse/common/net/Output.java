package posthouse.common.net;

import java.nio.charset.StandardCharsets;

/** Where answers are written: octets are gathered and go to the socket in one write. */
public interface Output {

    /** Octets of replies that may wait for the socket before no more are pulled and reading stops. */
    int HIGH_WATER = 64 * 1024;

    void write(byte[] octets, int offset, int length);

    default void write(byte[] octets) {
        write(octets, 0, octets.length);
    }

    /** Text in UTF-8, which for US-ASCII is the same octets. */
    default void write(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
    }
}
