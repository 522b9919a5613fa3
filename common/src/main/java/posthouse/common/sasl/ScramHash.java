package posthouse.common.sasl;

/** The hashes of SCRAM (RFC 5802, RFC 7677, draft-melnikov-scram-sha-512), strongest last. */
public enum ScramHash {
    SHA_1("SHA-1", "HmacSHA1", "PBKDF2WithHmacSHA1", 20),
    SHA_256("SHA-256", "HmacSHA256", "PBKDF2WithHmacSHA256", 32),
    SHA_512("SHA-512", "HmacSHA512", "PBKDF2WithHmacSHA512", 64);

    /** The name in {@code SCRAM-<name>} and of the JDK's MessageDigest. */
    public final String digest;
    final String hmac;
    final String pbkdf2;
    /** Octets of a key. */
    public final int size;

    ScramHash(String digest, String hmac, String pbkdf2, int size) {
        this.digest = digest;
        this.hmac = hmac;
        this.pbkdf2 = pbkdf2;
        this.size = size;
    }
}
