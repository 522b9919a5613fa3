package posthouse.common.sasl.oauth;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The keys of an issuer, from a file or by HTTP. They are read again after an hour, and when a token names one that isn't there,
 * because issuers change them; but not more often than once in half a minute, whatever tokens come.
 */
final class IssuerKeys {

    private static final Logger LOG = LogManager.getLogger(IssuerKeys.class);
    private static final long FRESH = TimeUnit.HOURS.toNanos(1);
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(30);
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int MOST_OCTETS = 1024 * 1024;

    private final String source;
    private final LongSupplier nanoTime;
    private List<JsonWebKey> keys = List.of();
    private boolean asked;
    private boolean known;
    private long askedAt;
    private long readAt;

    /** @param source a file, or an address that begins with {@code https://} */
    IssuerKeys(String source, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
    }

    /**
     * Those that a token may be signed with; may take seconds.
     *
     * @param id {@code null} if the token names none
     * @throws IOException if none were ever read
     */
    synchronized List<JsonWebKey> get(String id) throws IOException {
        long now = nanoTime.getAsLong();
        if ((!asked || now - askedAt >= PAUSE) && (!known || now - readAt >= FRESH || matching(id).isEmpty())) {
            asked = true;
            askedAt = now;
            try {
                keys = JsonWebKey.readAll(read());
                readAt = now;
                known = true;
            } catch (IOException | IllegalArgumentException e) {
                LOG.warn("the keys of the issuer in {} can't be had: {}", source, e.getMessage());
            }
        }
        if (!known) {
            throw new IOException("no keys");
        }
        return matching(id);
    }

    private List<JsonWebKey> matching(String id) {
        return keys.stream().filter(key -> id == null || id.equals(key.id())).toList();
    }

    private String read() throws IOException {
        if (!isAddress(source)) {
            return Files.readString(Path.of(source));
        }
        var connection = (HttpURLConnection) URI.create(source).toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setInstanceFollowRedirects(false);
        try (InputStream in = connection.getInputStream()) {
            byte[] octets = in.readNBytes(MOST_OCTETS);
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK || in.read() >= 0) {
                throw new IOException("the answer is " + connection.getResponseCode() + ", or too long");
            }
            return new String(octets, StandardCharsets.UTF_8);
        } finally {
            connection.disconnect();
        }
    }

    static boolean isAddress(String source) {
        return source.startsWith("https://") || source.startsWith("http://");
    }
}
