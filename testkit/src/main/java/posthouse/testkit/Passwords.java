package posthouse.testkit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import posthouse.common.sasl.ScramHash;
import posthouse.common.sasl.ScramKeys;

/** Keys of passwords with as few rounds as RFC 7677 allows, and made once: tests hash a lot. */
final class Passwords {

    private static final int ITERATIONS = 4096;
    private static final Map<String, List<ScramKeys>> MADE = new ConcurrentHashMap<>();

    private Passwords() {
    }

    static List<ScramKeys> keys(String password) {
        return MADE.computeIfAbsent(password, p -> Arrays.stream(ScramHash.values()).map(h -> keys(h, p)).toList());
    }

    private static ScramKeys keys(ScramHash hash, String password) {
        byte[] salt = ("salt of the tests " + hash.digest).getBytes(StandardCharsets.US_ASCII);
        try {
            String mac = "Hmac" + hash.digest.replace("-", "");
            byte[] salted = SecretKeyFactory.getInstance("PBKDF2With" + mac)
                .generateSecret(new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, hash.size * 8)).getEncoded();
            byte[] clientKey = hmac(mac, salted, "Client Key");
            return new ScramKeys(hash, salt, ITERATIONS, MessageDigest.getInstance(hash.digest).digest(clientKey),
                hmac(mac, salted, "Server Key"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(String algorithm, byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key, algorithm));
        return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
    }
}
