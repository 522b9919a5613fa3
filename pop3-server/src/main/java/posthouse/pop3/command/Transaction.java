package posthouse.pop3.command;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.common.net.Connection;
import posthouse.common.net.Replies;
import posthouse.mailstore.StoreException;
import posthouse.pop3.wire.Reply;
import posthouse.pop3.wire.ResponseCode;
import posthouse.pop3.wire.Speech;
import posthouse.pop3.wire.Text;

/** The TRANSACTION state (RFC 1939 5): the maildrop is locked and numbered. */
public final class Transaction implements State {

    private static final Logger LOG = LogManager.getLogger(Transaction.class);

    private final Service service;
    private final Connection connection;
    private final Speech speech;
    private final String identity;
    private final Maildrop maildrop;

    Transaction(Service service, Connection connection, Speech speech, String identity, Maildrop maildrop) {
        this.service = service;
        this.connection = connection;
        this.speech = speech;
        this.identity = identity;
        this.maildrop = maildrop;
        LOG.info("{} login as {}, {} messages", connection.id(), identity, maildrop.count());
    }

    @Override
    public Service service() {
        return service;
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public Speech speech() {
        return speech;
    }

    Maildrop maildrop() {
        return maildrop;
    }

    /**
     * The UPDATE state (RFC 1939 6). The reply is a promise: what is marked is gone for good before it, or all of it is still
     * there. The lock is let go first, so that a client may come back as soon as it has read the reply.
     */
    @Override
    public Reply quit() {
        try {
            return update().then(Replies.Then.CLOSE);
        } finally {
            maildrop.close();
        }
    }

    private Reply update() {
        try {
            int removed = maildrop.update();
            LOG.info("{} {} quit, {} messages deleted", connection.id(), identity, removed);
            return Reply.ok("%s POP3 server signing off (%s left)", service.hostname(), Text.messages(maildrop.count()));
        } catch (StoreException e) {
            LOG.warn("{} {} quit, but {} messages could not be deleted: {}", connection.id(), identity, maildrop.deletedCount(),
                e.getMessage());
            return Reply.error(ResponseCode.SYS_TEMP, new Text("deleted messages not removed: %s", e.getMessage()));
        }
    }

    @Override
    public void close() {
        maildrop.close();
    }
}
