package posthouse.common.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.FilterEvent;
import org.apache.mina.filter.ssl.SslEvent;
import org.apache.mina.transport.socket.SocketSessionConfig;
import org.apache.mina.transport.socket.nio.NioSession;

/** A listener: lets connections in, or turns them away. */
final class OpenPort extends IoHandlerAdapter implements Listener {

    enum Encryption { NONE, ON_COMMAND, IMPLICIT }

    private static final AttributeKey LINE = new AttributeKey(OpenPort.class, "line");
    private static final int BACKLOG = 1024;
    private static final int UNUSED = 1; // octets of the buffer that MINA makes for each reading: see IoThread

    private final Network network;
    private final Protocol protocol;
    private final Encryption encryption;
    private final Acceptor acceptor;
    private final AddressRanges proxies;
    private final InetSocketAddress address;

    OpenPort(Network network, Protocol protocol, InetSocketAddress asked, Encryption encryption, AddressRanges proxies) throws IOException {
        this.network = network;
        this.protocol = protocol;
        this.encryption = encryption;
        this.proxies = proxies;
        acceptor = network.newAcceptor();
        acceptor.setHandler(this);
        acceptor.setReuseAddress(true);
        acceptor.setBacklog(BACKLOG);
        acceptor.setCloseOnDeactivation(false);
        SocketSessionConfig config = acceptor.getSessionConfig();
        config.setMinReadBufferSize(UNUSED);
        config.setReadBufferSize(UNUSED);
        config.setWriteTimeout(0);
        address = bind(asked);
    }

    private InetSocketAddress bind(InetSocketAddress asked) throws IOException {
        try {
            acceptor.bind(asked);
        } catch (IOException | RuntimeException e) {
            acceptor.dispose();
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new IOException("can't listen on " + written(asked) + " for " + protocol.name() + ": " + cause.getMessage(), e);
        }
        return acceptor.getLocalAddress();
    }

    private static String written(InetSocketAddress address) {
        String host = address.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    Protocol protocol() {
        return protocol;
    }

    boolean isImplicitTls() {
        return encryption == Encryption.IMPLICIT;
    }

    boolean canStartTls() {
        return network.tls() != null && encryption == Encryption.ON_COMMAND;
    }

    @Override
    public void sessionCreated(IoSession session) {
        var io = (NioSession) session;
        var remote = (InetSocketAddress) io.getRemoteAddress();
        if (remote == null) { // gone already
            io.closeNow();
            return;
        }
        ((SocketSessionConfig) io.getConfig()).setTcpNoDelay(true);
        var local = (InetSocketAddress) io.getLocalAddress();
        if (proxies.include(remote.getAddress())) {
            io.getFilterChain().addFirst("proxy", new ProxyFilter(io, network.clock(), header ->
                welcome(io, header.client() == null ? remote : header.client(), header.server() == null ? local : header.server())));
        } else {
            welcome(io, remote, local);
        }
    }

    private void welcome(NioSession io, InetSocketAddress remote, InetSocketAddress local) {
        if (!network.admit(remote.getAddress())) {
            turnAway(io);
            return;
        }
        var conversation = network.begin(this, io, remote, local);
        io.setAttribute(LINE, conversation.line());
        io.getFilterChain().addFirst("line", conversation.line());
        if (isImplicitTls()) {
            conversation.line().startTls(network.tls(), new Outbox());
        }
        conversation.signal();
    }

    private void turnAway(NioSession io) {
        if (isImplicitTls()) {
            io.closeNow();
        } else {
            io.write(IoBuffer.wrap(protocol.refusal().getBytes(StandardCharsets.UTF_8)));
            io.closeOnFlush();
        }
    }

    @Override
    public void messageReceived(IoSession session, Object message) {
        var line = (Line) session.getAttribute(LINE);
        if (line != null) {
            line.decrypted((IoBuffer) message);
        }
    }

    @Override
    public void messageSent(IoSession session, Object message) {
        var line = (Line) session.getAttribute(LINE);
        if (line != null) {
            line.written();
        }
    }

    @Override
    public void event(IoSession session, FilterEvent event) {
        var line = (Line) session.getAttribute(LINE);
        if (line != null && event == SslEvent.SECURED) {
            line.secured();
        }
    }

    /** Of connections that were turned away; those that were let in hear it in their {@link Line}. */
    @Override
    public void exceptionCaught(IoSession session, Throwable cause) {
        session.closeNow();
    }

    @Override
    public void close() {
        acceptor.unbind();
        acceptor.dispose();
    }

    @Override
    public String toString() {
        return protocol.name() + " on " + written(address);
    }
}
