package posthouse.common.sasl;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What is kept of a password for one hash (RFC 5802 3): nothing that gives the password back. PLAIN is checked against it
 * too.
 *
 * @param iterations at least 4096 (RFC 7677 4)
 */
public record ScramKeys(ScramHash hash, byte[] salt, int iterations, byte[] storedKey, byte[] serverKey) {

    static final int MIN_ITERATIONS = 4096;
    static final int SALT_SIZE = 16;
    static final byte[] CLIENT_KEY = "Client Key".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SERVER_KEY = "Server Key".getBytes(StandardCharsets.US_ASCII);
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Keys for every hash, each with a new salt and the default of {@code auth.iterations}. */
    public static List<ScramKeys> forPassword(String password) {
        return forPassword(password, SaslKeys.ITERATIONS.fallback().intValue());
    }

    /** Keys for a further password, or the next one, with the salt and the rounds of those there are. */
    public static List<ScramKeys> likeThese(List<ScramKeys> keys, String password) {
        return keys.stream().map(like -> derive(like.hash, password, like.salt, like.iterations)).toList();
    }

    /** Keys for every hash, each with a new salt. */
    public static List<ScramKeys> forPassword(String password, int iterations) {
        return Stream.of(ScramHash.values()).map(hash -> derive(hash, password, newSalt(), iterations)).toList();
    }

    /** RFC 5802 3: the password is prepared (RFC 4013) and salted; the keys follow from that. */
    public static ScramKeys derive(ScramHash hash, String password, byte[] salt, int iterations) {
        byte[] salted = hi(hash, SaslPrep.prepare(password), salt, iterations);
        byte[] storedKey = digest(hash, hmac(hash, salted, CLIENT_KEY));
        return new ScramKeys(hash, salt, iterations, storedKey, hmac(hash, salted, SERVER_KEY));
    }

    /** The stored key that a password would have with this salt; costs all the iterations. */
    byte[] storedKeyOf(String password) {
        return derive(hash, password, salt, iterations).storedKey;
    }

    public boolean isSaltedLike(ScramKeys other) {
        return hash == other.hash && iterations == other.iterations && Arrays.equals(salt, other.salt);
    }

    /** RFC 5802 2.2: Hi is PBKDF2. */
    static byte[] hi(ScramHash hash, String prepared, byte[] salt, int iterations) {
        try {
            var spec = new PBEKeySpec(prepared.toCharArray(), salt, iterations, hash.size * 8);
            return SecretKeyFactory.getInstance(hash.pbkdf2).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] hmac(ScramHash hash, byte[] key, byte[] text) {
        try {
            var mac = Mac.getInstance(hash.hmac);
            mac.init(new SecretKeySpec(key, hash.hmac));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] digest(ScramHash hash, byte[] text) {
        try {
            return MessageDigest.getInstance(hash.digest).digest(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] newSalt() {
        byte[] salt = new byte[SALT_SIZE];
        RANDOM.nextBytes(salt);
        return salt;
    }
}
