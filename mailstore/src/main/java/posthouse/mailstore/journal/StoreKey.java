package posthouse.mailstore.journal;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * The random number of one store. Every checksum of its journal begins with it, so that no octets inside a mail, not even
 * those of another journal, can pass for a record.
 */
public record StoreKey(byte[] octets) {

    static final int SIZE = 16;

    public StoreKey {
        if (octets.length != SIZE) {
            throw new IllegalArgumentException("a store key has " + SIZE + " octets");
        }
    }

    public static StoreKey random() {
        var octets = new byte[SIZE];
        new SecureRandom().nextBytes(octets);
        return new StoreKey(octets);
    }

    /** A checksum that has taken in the key. */
    public CRC32C checksum() {
        var checksum = new CRC32C();
        checksum.update(octets);
        return checksum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoreKey key && Arrays.equals(octets, key.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(octets);
    }
}
