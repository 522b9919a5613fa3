package posthouse.smtp.relay.dns;

/** What a TLS server's certificate should be (RFC 6698 2.1). @param data a certificate, a key, or the digest of one */
public record Tlsa(int usage, int selector, int matching, byte[] data) {
}
