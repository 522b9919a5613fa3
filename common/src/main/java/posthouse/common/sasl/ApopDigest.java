package posthouse.common.sasl;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The digest of APOP (RFC 1939 7). MD5 is the RFC's; that of a secret behind a known text has not been inverted, but whoever
 * listens can try words on it at leisure, which is one reason why APOP is off by default.
 */
final class ApopDigest {

    private ApopDigest() {
    }

    static byte[] of(String timestamp, String secret) {
        try {
            return MessageDigest.getInstance("MD5").digest((timestamp + secret).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a client's digest, 32 hexadecimal digits, is the right one; takes the same time for any that has this form. */
    static boolean matches(String timestamp, String secret, String digest) {
        byte[] right = of(timestamp, secret);
        try {
            return MessageDigest.isEqual(right, HexFormat.of().parseHex(digest));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
