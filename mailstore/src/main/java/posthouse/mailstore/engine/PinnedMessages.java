package posthouse.mailstore.engine;

import java.util.List;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Message;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.jdbc.MessageRow;

/**
 * Messages of a mailbox as they were at one moment. Their rows are those of memory, so that a pin costs a list. Bodies stay
 * where they are while the store is open: expunging a message takes away its row, not its octets.
 */
final class PinnedMessages implements Mailbox.Pinned {
    private final long mailbox;
    private final List<MessageRow> rows;
    private final MessageIds ids;
    private final Bodies bodies;

    PinnedMessages(long mailbox, List<MessageRow> rows, MessageIds ids, Bodies bodies) {
        this.mailbox = mailbox;
        this.rows = rows;
        this.ids = ids;
        this.bodies = bodies;
    }

    @Override
    public int count() {
        return rows.size();
    }

    @Override
    public long octets() {
        return rows.stream().mapToLong(MessageRow::size).sum();
    }

    @Override
    public Message message(int index) {
        return ids.message(mailbox, rows.get(index));
    }

    @Override
    public MessageBody body(int index) throws StoreException {
        return StoredBody.open(rows.get(index), bodies);
    }

    @Override
    public void close() {
        // nothing is held that others wait for
    }
}
