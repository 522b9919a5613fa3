package posthouse.common.net;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.ssl.SslFilter;
import org.apache.mina.filter.ssl.SslHandler;

/** TLS on one connection: MINA's, with what it leaves to be done (MINA 2.2.10). */
final class TlsFilter extends SslFilter {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final boolean asksClient;
    private final Runnable inputEnded;
    private volatile SSLEngine engine;
    private volatile boolean secured;

    /**
     * @param asksClient whether the client may show a certificate
     * @param inputEnded called when the client has said that it sends no more
     */
    TlsFilter(SSLContext context, boolean asksClient, Runnable inputEnded) {
        super(context);
        this.asksClient = asksClient;
        this.inputEnded = inputEnded;
        setEnabledProtocols(PROTOCOLS);
    }

    @Override
    protected SSLEngine createEngine(IoSession session, InetSocketAddress address) {
        SSLEngine made = super.createEngine(session, null);
        SSLParameters parameters = made.getSSLParameters();
        parameters.setCipherSuites(Arrays.stream(parameters.getCipherSuites()).filter(TlsFilter::isForwardSecret).toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(true);
        if (asksClient) {
            parameters.setWantClientAuth(true);
        }
        made.setSSLParameters(parameters);
        engine = made;
        return made;
    }

    private static boolean isForwardSecret(String suite) {
        return suite.startsWith("TLS_ECDHE_") || suite.startsWith("TLS_AES_") || suite.startsWith("TLS_CHACHA20_");
    }

    @Override
    public void messageReceived(NextFilter next, IoSession session, Object message) throws Exception {
        try {
            super.messageReceived(next, session, message);
        } catch (SSLException e) {
            close(next, session); // the alert that says why
            throw e;
        }
        if (engine.isInboundDone()) {
            inputEnded.run();
            if (engine.isOutboundDone()) { // TLS 1.2 knows no half-closed connections: RFC 5246 7.2.1
                session.closeOnFlush();
            }
        }
    }

    /** The handshake is done. */
    void secured() {
        secured = true;
    }

    Optional<SSLSession> session() {
        return secured ? Optional.of(engine.getSession()) : Optional.empty();
    }

    /** Hands on what was decrypted while the handshake ended: MINA would keep it until more arrives. */
    void handOn(IoSession session) throws SSLException {
        SslHandler handler = handler(session);
        if (handler == null) {
            return;
        }
        try {
            handler.receive(session.getFilterChain().getNextFilter(this), IoBuffer.allocate(0));
        } catch (IllegalStateException ended) {
            // the client has closed its side already; what it sent before is handed on
        }
    }

    /** Says that nothing more will come (RFC 8446 6.1); all that was written must have gone. */
    void close(IoSession session) throws SSLException {
        close(session.getFilterChain().getNextFilter(this), session);
    }

    private static void close(NextFilter next, IoSession session) throws SSLException {
        SslHandler handler = handler(session);
        if (handler != null && handler.isOpen()) {
            handler.close(next, false);
        }
    }

    private static SslHandler handler(IoSession session) {
        return (SslHandler) session.getAttribute(SSL_HANDLER);
    }
}
