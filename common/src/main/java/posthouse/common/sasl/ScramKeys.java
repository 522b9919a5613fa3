package posthouse.common.sasl;

/**
 * What is kept of a password for one hash (RFC 5802 3): nothing that gives the password back. PLAIN is checked against it
 * too.
 *
 * @param iterations at least 4096 (RFC 7677 4)
 */
public record ScramKeys(ScramHash hash, byte[] salt, int iterations, byte[] storedKey, byte[] serverKey) {
}
