package posthouse.common.net;

import javax.net.ssl.SSLContext;
import org.apache.mina.filter.ssl.SslFilter;

/** TLS on one connection. */
final class TlsFilter extends SslFilter {

    TlsFilter(SSLContext context) {
        super(context);
    }
}
