package posthouse.common.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Keys for names that have no account, so that a client can't tell (RFC 5802 9): the salt of a name stays the same for as
 * long as the secret does, the count is that of new passwords, and no password matches.
 */
final class FakeKeys {

    /** For where no lasting secret is kept. */
    static final byte[] PROCESS_SECRET = new byte[32];

    static {
        new SecureRandom().nextBytes(PROCESS_SECRET);
    }

    private final byte[] secret;
    private final int iterations;

    FakeKeys(byte[] secret, int iterations) {
        this.secret = secret;
        this.iterations = iterations;
    }

    ScramKeys of(String canonicalName, ScramHash hash) {
        byte[] name = canonicalName.getBytes(StandardCharsets.UTF_8);
        byte[] text = ByteBuffer.allocate(name.length + 1).put((byte) hash.ordinal()).put(name).array();
        byte[] derived = ScramKeys.hmac(ScramHash.SHA_512, secret, text);
        byte[] salt = Arrays.copyOf(derived, ScramKeys.SALT_SIZE);
        byte[] key = ScramKeys.digest(hash, derived);
        return new ScramKeys(hash, salt, iterations, key, key);
    }
}
