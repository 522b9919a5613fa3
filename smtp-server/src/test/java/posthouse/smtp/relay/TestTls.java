package posthouse.smtp.relay;

import java.io.IOException;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import posthouse.common.net.Tls;

/** A certificate that nobody vouches for, unless its file is given to {@code relay.trusted-certificates}. */
record TestTls(SSLContext context, Path certificate) {

    static TestTls of(Path folder, String host) throws IOException {
        Tls tls = Tls.selfSigned(folder, host);
        return new TestTls(tls.context(), tls.certificate());
    }
}
