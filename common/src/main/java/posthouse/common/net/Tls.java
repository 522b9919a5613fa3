package posthouse.common.net;

import java.io.IOException;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;

/** The server's certificate: TLS 1.2 and 1.3, reloaded when its files change. */
public final class Tls {

    /** @throws IOException naming the file and what is wrong with it */
    public static Tls fromPem(Path certificate, Path key) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** A self-signed certificate for these host names, kept in {@code folder} and made there if it isn't yet. */
    public static Tls selfSigned(Path folder, String... hostNames) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The context for new connections. */
    public SSLContext context() {
        throw new UnsupportedOperationException();
    }

    /** The certificate chain, PEM. */
    public Path certificate() {
        throw new UnsupportedOperationException();
    }
}
