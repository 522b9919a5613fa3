package posthouse.server.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Where a running server takes administration commands, and the secret that proves to either side that the other can read
 * the data folder. It stands in the file {@code admin} there, which only its owner can read.
 *
 * @param port on 127.0.0.1: a socket in the folder itself would not work with a long path
 */
record AdminAddress(int port, String token) {

    private static final String FILE = "admin";
    private static final SecureRandom RANDOM = new SecureRandom();

    static AdminAddress withNewToken(int port) {
        return new AdminAddress(port, randomText());
    }

    /** 256 random bits. */
    static String randomText() {
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** The address that stands in a data folder; a file that makes no sense is none. */
    static Optional<AdminAddress> read(Path data) {
        try {
            String[] words = Files.readString(data.resolve(FILE)).strip().split(" ");
            return Optional.of(new AdminAddress(Integer.parseInt(words[0]), words[1]));
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** In one step: nobody reads half of it, or reads it before its permissions are set. */
    void write(Path data) throws IOException {
        Path written = data.resolve(FILE + ".new");
        Files.deleteIfExists(written);
        if (Files.getFileStore(data).supportsFileAttributeView("posix")) {
            Files.createFile(written, PosixFilePermissions.asFileAttribute(Set.copyOf(PosixFilePermissions.fromString("rw-------"))));
        }
        Files.writeString(written, port + " " + token + "\n");
        Files.move(written, data.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes the file, if it is still about this one. */
    void remove(Path data) throws IOException {
        if (read(data).filter(this::equals).isPresent()) {
            Files.deleteIfExists(data.resolve(FILE));
        }
    }

    /** What only someone who knows the token can say. */
    String proof(String side, String nonce) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal((side + ' ' + nonce).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isProof(String text, String side, String nonce) {
        return MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), proof(side, nonce).getBytes(StandardCharsets.UTF_8));
    }
}
