package posthouse.common.sasl;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLSession;
import posthouse.common.net.Connection;

/** A connection from an address, as far as login looks at it. */
record TestConnection(InetSocketAddress remote, Optional<SSLSession> tls, String protocol) implements Connection {

    static TestConnection from(String address) {
        try {
            return new TestConnection(new InetSocketAddress(InetAddress.getByName(address), 40_000), Optional.empty(), "imap");
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public String id() {
        return "test-1";
    }

    @Override
    public InetSocketAddress peer() {
        return remote;
    }

    @Override
    public void isFor(InetSocketAddress client) {
        throw new IllegalStateException("no proxy is in between");
    }

    @Override
    public InetSocketAddress local() {
        return remote;
    }

    TestConnection with(SSLSession session) {
        return new TestConnection(remote, Optional.of(session), protocol);
    }

    TestConnection by(String otherProtocol) {
        return new TestConnection(remote, tls, otherProtocol);
    }

    @Override
    public boolean canStartTls() {
        return false;
    }

    @Override
    public void wake() {
    }

    @Override
    public Executor ioThread() {
        return Runnable::run;
    }

    @Override
    public void idleLimit(Duration limit) {
    }

    @Override
    public void totalLimit(Duration limit) {
    }

    @Override
    public void trace(String line) {
    }

    @Override
    public boolean isTracing() {
        return false;
    }
}
