package posthouse.common.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The server's certificate: TLS 1.2 and 1.3, reloaded when its files change. */
public final class Tls {

    private static final Logger LOG = LogManager.getLogger(Tls.class);
    private static final long NANOS_BETWEEN_CHECKS = Duration.ofSeconds(1).toNanos();
    private static final Duration RENEWED_BEFORE = Duration.ofDays(30);

    static {
        // a client that makes the server sign again and again on one connection costs it more than itself
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    private final Path certificate;
    private final Path key;
    private final AtomicLong checked = new AtomicLong(System.nanoTime());
    private volatile Loaded loaded;

    /** What was read, and what the files looked like then. */
    private record Loaded(SSLContext context, List<Object> looks) {
    }

    /** {@code null} where clients aren't asked for a certificate. */
    private volatile X509ExtendedTrustManager clients;

    private Tls(Path certificate, Path key, ServerKey serverKey, List<Object> looks) throws IOException {
        this.certificate = certificate;
        this.key = key;
        loaded = new Loaded(context(serverKey), looks);
    }

    /** @throws IOException naming the file and what is wrong with it */
    public static Tls fromPem(Path certificate, Path key) throws IOException {
        List<Object> looks = looks(certificate, key);
        return new Tls(certificate, key, ServerKey.read(certificate, key), looks);
    }

    /** A self-signed certificate for these host names, kept in {@code folder} and made there if it isn't yet. */
    public static Tls selfSigned(Path folder, String... hostNames) throws IOException {
        Path certificate = folder.resolve("certificate.pem");
        Path key = folder.resolve("key.pem");
        if (Files.exists(certificate) && Files.exists(key)) {
            List<Object> looks = looks(certificate, key);
            try {
                ServerKey kept = ServerKey.read(certificate, key);
                if (!kept.endsBefore(Instant.now().plus(RENEWED_BEFORE))) {
                    return new Tls(certificate, key, kept, looks);
                }
            } catch (IOException e) {
                LOG.warn("there is a new self-signed certificate: {}", e.getMessage()); // it is nobody's but ours
            }
        }
        SelfSigned made = SelfSigned.make(List.of(hostNames));
        Files.createDirectories(folder);
        write(key, made.key(), "rw-------");
        write(certificate, made.certificate(), "rw-r--r--");
        return fromPem(certificate, key);
    }

    private static void write(Path file, String pem, String permissions) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
            : new FileAttribute<?>[0];
        try (var channel = Files.newByteChannel(draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SYNC),
                attributes)) { // a power cut must not leave a name without octets
            channel.write(ByteBuffer.wrap(pem.getBytes(StandardCharsets.US_ASCII)));
        }
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * From now on clients are asked for a certificate, which they may go without.
     *
     * @param authorities those whose certificates count, PEM
     * @throws IOException naming the file and what is wrong with it
     */
    public void askClients(Path authorities) throws IOException {
        clients = ClientCertificates.trustedBy(authorities);
        loaded = new Loaded(context(ServerKey.read(certificate, key)), loaded.looks);
    }

    boolean asksClients() {
        return clients != null;
    }

    /** The context for new connections. */
    public SSLContext context() {
        long last = checked.get();
        long now = System.nanoTime();
        if (now - last >= NANOS_BETWEEN_CHECKS && checked.compareAndSet(last, now)) {
            reloadIfChanged();
        }
        return loaded.context;
    }

    /** The certificate chain, PEM. */
    public Path certificate() {
        return certificate;
    }

    private void reloadIfChanged() {
        Loaded old = loaded;
        List<Object> looks = looks(certificate, key);
        if (looks.equals(old.looks)) {
            return;
        }
        try {
            loaded = new Loaded(context(ServerKey.read(certificate, key)), looks);
            LOG.info("{}: the new certificate is in use", certificate);
        } catch (IOException e) {
            loaded = new Loaded(old.context, looks);
            LOG.error("the old certificate stays in use: {}", e.getMessage());
        }
    }

    private static List<Object> looks(Path certificate, Path key) {
        return List.of(looks(certificate), looks(key));
    }

    private static Object looks(Path file) {
        try {
            return List.of(Files.getLastModifiedTime(file), Files.size(file));
        } catch (IOException e) {
            return "can't be seen";
        }
    }

    private SSLContext context(ServerKey serverKey) throws IOException {
        if (serverKey.endsBefore(Instant.now())) {
            LOG.warn("{}: the certificate ended on {}", certificate, serverKey.end());
        }
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {serverKey}, clients == null ? new TrustManager[0] : new TrustManager[] {clients}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(certificate + ": " + e.getMessage(), e);
        }
    }
}
