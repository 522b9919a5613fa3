package posthouse.common.net;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;

/** Waits for the {@link ProxyHeader} of a connection, and is gone then. Called on the connection's I/O thread. */
final class ProxyFilter extends IoFilterAdapter {

    /** Whom the connection is for. */
    interface Welcome {
        void take(ProxyHeader header);
    }

    private static final Logger LOG = LogManager.getLogger(ProxyFilter.class);
    private static final int PATIENCE_SECONDS = 10;

    private final Welcome welcome;
    private final ScheduledFuture<?> alarm;
    private byte[] octets = new byte[256];
    private int held;

    ProxyFilter(IoSession session, ScheduledExecutorService clock, Welcome welcome) {
        this.welcome = welcome;
        alarm = clock.schedule(session::closeNow, PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void messageReceived(NextFilter next, IoSession session, Object message) {
        ByteBuffer arrived = ((IoBuffer) message).buf();
        int room = Math.min(arrived.remaining(), ProxyHeader.LONGEST - held);
        if (held + room > octets.length) {
            octets = Arrays.copyOf(octets, ProxyHeader.LONGEST);
        }
        arrived.get(octets, held, room);
        held += room;
        ProxyHeader header;
        try {
            header = ProxyHeader.parse(octets, held);
        } catch (ProxyHeader.Bad e) {
            LOG.warn("{}: {}", session.getRemoteAddress(), e.getMessage());
            session.closeNow();
            return;
        }
        if (header != null) {
            alarm.cancel(false);
            session.getFilterChain().remove(this);
            welcome.take(header);
            handOn(session, IoBuffer.wrap(octets, header.length(), held - header.length()));
            handOn(session, ((IoBuffer) message).slice()); // derived, as it came
        }
    }

    private static void handOn(IoSession session, IoBuffer rest) {
        if (rest.hasRemaining()) {
            session.getFilterChain().fireMessageReceived(rest);
        }
    }

    @Override
    public void inputClosed(NextFilter next, IoSession session) {
        session.closeNow();
    }

    @Override
    public void sessionClosed(NextFilter next, IoSession session) {
        alarm.cancel(false);
        next.sessionClosed(session);
    }
}
