package posthouse.smtp.intake;

import posthouse.common.net.Replies;
import posthouse.mailstore.MessageUrls;
import posthouse.mailstore.StoreException;
import posthouse.smtp.MailTransaction;
import posthouse.smtp.SmtpState;

/** Takes a piece of a message that a URL names (RFC 4468 3.2): as a chunk, which doesn't come over the connection. */
public final class UrlIntake {

    private static final int PIECE = 32 * 1024;

    private UrlIntake() {
    }

    /** @return the answer to the command */
    public static Replies take(SmtpState state, MailTransaction transaction, MessageUrls.Content content, boolean last) throws StoreException {
        var chunk = ChunkIntake.of(state, transaction, content.size(), last);
        var buffer = new byte[PIECE];
        for (int read = content.read(buffer); read > 0 && chunk.isWanted(); read = content.read(buffer)) {
            chunk.take(buffer, 0, read);
        }
        return chunk.finish();
    }
}
