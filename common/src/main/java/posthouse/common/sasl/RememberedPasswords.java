package posthouse.common.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Passwords that were right a while ago, so that a client which logs in every minute doesn't cost a hash each time. Kept is
 * a digest under a random key of this process, over the account, its present keys and the password: it gives nothing back,
 * and it doesn't fit any more once the password has changed.
 */
final class RememberedPasswords {

    static final Duration LIFETIME = Duration.ofMinutes(10);
    static final int CAPACITY = 10_000;

    private final byte[] key = new byte[32];
    private final LongSupplier nanoTime;
    private final Map<ByteBuffer, Long> verified = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Long> eldest) {
            return size() > CAPACITY;
        }
    };

    RememberedPasswords(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        new SecureRandom().nextBytes(key);
    }

    void remember(LoginAttempt attempt, String password) {
        var digest = digest(attempt, password);
        synchronized (verified) {
            verified.remove(digest); // so that it goes to the end, the oldest being first
            verified.put(digest, nanoTime.getAsLong());
        }
    }

    boolean contains(LoginAttempt attempt, String password) {
        var digest = digest(attempt, password);
        synchronized (verified) {
            Long time = verified.get(digest);
            if (time != null && nanoTime.getAsLong() - time >= LIFETIME.toNanos()) {
                verified.remove(digest);
                return false;
            }
            return time != null;
        }
    }

    private ByteBuffer digest(LoginAttempt attempt, String password) {
        byte[] storedKey = attempt.keys().storedKey();
        byte[] secret = password.getBytes(StandardCharsets.UTF_8);
        var text = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + storedKey.length + secret.length)
            .putLong(attempt.accountId()).putInt(storedKey.length).put(storedKey).put(secret);
        return ByteBuffer.wrap(ScramKeys.hmac(ScramHash.SHA_256, key, text.array()));
    }
}
