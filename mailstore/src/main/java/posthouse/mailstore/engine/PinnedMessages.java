package posthouse.mailstore.engine;

import java.util.List;
import posthouse.mailstore.Journeys;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Message;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.MessageRow;

/**
 * Messages of a mailbox as they were at one moment. Their rows are those of memory, so that a pin costs a list. Their octets are
 * held: expunging a message takes away its row, and nobody takes away the file that its octets stand in.
 */
final class PinnedMessages implements Mailbox.Pinned {
    private final long mailbox;
    private final List<MessageRow> rows;
    private final MessageIds ids;
    private final Bodies bodies;
    private final Bodies.Held held;
    private final Journeys journeys;

    PinnedMessages(long mailbox, List<MessageRow> rows, MessageIds ids, Bodies bodies, Bodies.Held held, Journeys journeys) {
        this.mailbox = mailbox;
        this.rows = rows;
        this.ids = ids;
        this.bodies = bodies;
        this.held = held;
        this.journeys = journeys;
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
        try {
            MessageBody body = StoredBody.open(rows.get(index), bodies);
            journeys.note(mailbox, rows.get(index).uid(), "read");
            return body;
        } catch (BodyMoved e) {
            throw new Unavailable("the message can't be read now", e);
        }
    }

    @Override
    public void close() {
        held.close();
    }
}
