package posthouse.server.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.Message;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.MessageGone;
import posthouse.mailstore.StoreException;

/** One export of an account: what there is, and how far it is. */
final class Export {
    private static final long TELL_NANOS = 200_000_000;
    private static final int CHUNK = 64 << 10;

    private final Mailboxes mailboxes;
    private final Progress progress;
    private final long total;
    private final byte[] chunk = new byte[CHUNK];
    private long done;
    private long written;
    private long told = System.nanoTime();

    Export(MailStore store, Account account, Progress progress) {
        this.mailboxes = store.mailboxes(account.id());
        this.progress = progress;
        this.total = mailboxes.usage().messages();
    }

    List<Mailboxes.Info> mailboxes() {
        return mailboxes.list();
    }

    Mailbox open(Mailboxes.Info mailbox) throws StoreException {
        return mailboxes.open(mailbox.name());
    }

    /** Writes a message's octets; {@code false} if it is gone by now. */
    boolean write(Mailbox mailbox, Message message, OutputStream out) throws IOException, StoreException {
        try (MessageBody body = mailbox.body(message)) {
            long at = 0;
            for (int read = body.read(0, chunk, 0, CHUNK); read > 0; read = body.read(at, chunk, 0, CHUNK)) {
                out.write(chunk, 0, read);
                at += read;
            }
            return true;
        } catch (MessageGone e) {
            return false;
        }
    }

    /** One message more, written now or there already. */
    void advance(boolean isWritten) throws IOException {
        done++;
        written += isWritten ? 1 : 0;
        if (System.nanoTime() - told > TELL_NANOS) {
            told = System.nanoTime();
            progress.at(done, total, written + " written, " + (done - written) + " there already");
        }
    }

    Result result() {
        return new Result(written, done - written);
    }

    record Result(long written, long skipped) {
    }
}
