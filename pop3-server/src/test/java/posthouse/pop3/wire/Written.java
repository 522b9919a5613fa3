package posthouse.pop3.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import posthouse.common.net.Output;

/** What was written, for tests of what writes. */
final class Written implements Output {

    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

    @Override
    public void write(byte[] from, int offset, int length) {
        octets.write(from, offset, length);
    }

    @Override
    public String toString() {
        return octets.toString(StandardCharsets.ISO_8859_1);
    }
}
