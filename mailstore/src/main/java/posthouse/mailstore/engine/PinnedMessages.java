package posthouse.mailstore.engine;

import java.util.stream.IntStream;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Message;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Unavailable;

/**
 * Messages of a mailbox as they were at one moment. They are a copy of what memory has, which costs little. Their octets are
 * held: expunging a message takes away its row, and nobody takes away the file that its octets stand in.
 */
final class PinnedMessages implements Mailbox.Pinned {
    private final long mailbox;
    private final MessageList messages;
    private final MessageIds ids;
    private final Bodies bodies;
    private final Bodies.Held held;

    PinnedMessages(long mailbox, MessageList messages, MessageIds ids, Bodies bodies, Bodies.Held held) {
        this.mailbox = mailbox;
        this.messages = messages;
        this.ids = ids;
        this.bodies = bodies;
        this.held = held;
    }

    @Override
    public int count() {
        return messages.size();
    }

    @Override
    public long octets() {
        return IntStream.range(0, messages.size()).mapToLong(messages::octets).sum();
    }

    @Override
    public Message message(int index) {
        return ids.message(mailbox, messages.get(index));
    }

    @Override
    public byte[] prefix(int index) {
        return messages.get(index).where().prefix();
    }

    @Override
    public MessageBody body(int index) throws StoreException {
        try {
            return StoredBody.open(messages.get(index), bodies);
        } catch (BodyMoved e) {
            throw new Unavailable("the message can't be read now", e);
        }
    }

    @Override
    public void close() {
        held.close();
    }
}
