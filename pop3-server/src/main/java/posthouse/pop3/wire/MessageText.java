package posthouse.pop3.wire;

import java.io.EOFException;
import posthouse.common.net.Output;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.StoreException;

/** A message, or the top of one, as it is sent: read and written in pieces, however large it is. */
public final class MessageText implements Body {

    private static final int PIECE = 32 * 1024;

    private final MessageBody message;
    private final TopCut top;
    private final DotStuffing stuffing = new DotStuffing();
    private final byte[] piece;
    private int length;
    private long position;

    private MessageText(MessageBody message, TopCut top) throws StoreException {
        this.message = message;
        this.top = top;
        this.piece = new byte[(int) Math.min(PIECE, message.size())];
        try {
            read(); // so that a message which can't be read is refused, and not begun
        } catch (StoreException | RuntimeException e) {
            message.close();
            throw e;
        }
    }

    /** All of it; {@code message} is closed with this, or at once if it can't be read. */
    public static MessageText whole(MessageBody message) throws StoreException {
        return new MessageText(message, null);
    }

    /** Its header and the first lines of its body; {@code message} is closed with this, or at once if it can't be read. */
    public static MessageText top(MessageBody message, int lines) throws StoreException {
        return new MessageText(message, new TopCut(lines));
    }

    private void read() throws StoreException {
        length = message.read(position, piece, 0, (int) Math.min(piece.length, message.size() - position));
        position += length;
    }

    @Override
    public boolean writeNext(Output out) throws StoreException, EOFException {
        stuffing.write(piece, top == null ? length : top.take(piece, length), out);
        if (position == message.size() || top != null && top.isOver()) {
            stuffing.end(out);
            return false;
        }
        read();
        if (length == 0) {
            throw new EOFException("a message of " + message.size() + " octets ended after " + position);
        }
        return true;
    }

    @Override
    public void close() {
        message.close();
    }
}
