package posthouse.common.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import posthouse.common.sasl.LoginAttempt.Candidate;

/**
 * Passwords that were right a while ago, so that a client which logs in every minute doesn't cost a hash each time. Kept is
 * a digest under a random key of this process, over the account and the password: it gives nothing back. What
 * it matched must still be there: a password that has changed or was taken back is forgotten with its keys.
 */
final class RememberedPasswords {

    static final Duration LIFETIME = Duration.ofMinutes(10);
    static final int CAPACITY = 10_000;

    private record Verified(long time, byte[] storedKey) {
    }

    private final byte[] key = new byte[32];
    private final LongSupplier nanoTime;
    private final Map<ByteBuffer, Verified> verified = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Verified> eldest) {
            return size() > CAPACITY;
        }
    };

    RememberedPasswords(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        new SecureRandom().nextBytes(key);
    }

    void remember(LoginAttempt attempt, String password, Candidate matched) {
        var digest = digest(attempt, password);
        synchronized (verified) {
            verified.remove(digest); // so that it goes to the end, the oldest being first
            verified.put(digest, new Verified(nanoTime.getAsLong(), matched.keys().storedKey()));
        }
    }

    /** The keys that this password matched a while ago, if the account still has them and they fit this attempt. */
    Optional<Candidate> find(LoginAttempt attempt, String password) {
        var digest = digest(attempt, password);
        synchronized (verified) {
            Verified before = verified.get(digest);
            if (before == null) {
                return Optional.empty();
            }
            if (nanoTime.getAsLong() - before.time >= LIFETIME.toNanos()) {
                verified.remove(digest);
                return Optional.empty();
            }
            return attempt.withStoredKey(before.storedKey);
        }
    }

    private ByteBuffer digest(LoginAttempt attempt, String password) {
        byte[] secret = password.getBytes(StandardCharsets.UTF_8);
        var text = ByteBuffer.allocate(Long.BYTES + secret.length).putLong(attempt.accountId()).put(secret);
        return ByteBuffer.wrap(ScramKeys.hmac(ScramHash.SHA_256, key, text.array()));
    }
}
