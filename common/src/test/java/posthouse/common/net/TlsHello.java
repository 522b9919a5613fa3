package posthouse.common.net;

import java.io.ByteArrayOutputStream;

/** The first message of a TLS client, as no library of today sends it any more. */
final class TlsHello {

    private TlsHello() {
    }

    static byte[] of(int version) {
        byte[] suites = {(byte) 0xc0, 0x13, (byte) 0xc0, 0x09, 0, 0x2f};
        var body = new ByteArrayOutputStream();
        body.write(version >> 8);
        body.write(version);
        body.writeBytes(new byte[32]);
        body.write(0);
        body.write(0);
        body.write(suites.length);
        body.writeBytes(suites);
        body.write(1);
        body.write(0);
        var record = new ByteArrayOutputStream();
        record.writeBytes(new byte[] {0x16, 3, 1, 0, (byte) (body.size() + 4), 1, 0, 0, (byte) body.size()});
        record.writeBytes(body.toByteArray());
        return record.toByteArray();
    }
}
