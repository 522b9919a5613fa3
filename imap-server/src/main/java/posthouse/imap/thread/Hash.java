package posthouse.imap.thread;

import java.security.SecureRandom;

/** 64 bits that stand for a text, under a key of this process: nobody outside can make two texts alike. Never 0 but for the empty text. */
final class Hash {

    private static final long KEY = new SecureRandom().nextLong();
    private static final long FACTOR = new SecureRandom().nextLong() | 1;

    private Hash() {
    }

    static long of(CharSequence text) {
        if (text.length() == 0) {
            return 0;
        }
        long hash = KEY;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FACTOR;
            hash ^= hash >>> 29;
        }
        hash = (hash ^ hash >>> 32) * 0x9E3779B97F4A7C15L;
        return hash == 0 ? 1 : hash;
    }
}
