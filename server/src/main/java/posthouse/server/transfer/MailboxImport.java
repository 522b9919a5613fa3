package posthouse.server.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Incoming;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailbox.NewMessage;
import posthouse.mailstore.OverQuota;
import posthouse.mailstore.StoreException;

/** Messages for one mailbox: those it has are skipped, the others are appended some at a time. */
final class MailboxImport implements AutoCloseable {
    private static final int BATCH = 50;
    private static final long BATCH_OCTETS = 4 << 20;

    private final Import whole;
    private final Mailbox mailbox;
    private final KnownMessages known;
    private final List<NewMessage> batch = new ArrayList<>();
    private final Set<String> digests = new HashSet<>();
    private long batchOctets;

    MailboxImport(Import whole, Mailbox mailbox) throws StoreException {
        this.whole = whole;
        this.mailbox = mailbox;
        this.known = new KnownMessages(mailbox);
    }

    KnownMessages known() {
        return known;
    }

    /**
     * Takes a message in.
     *
     * @param octets as they stand in a file, with line ends of whichever kind
     * @param date {@code null} for now
     */
    void add(InputStream octets, Flags flags, Instant date) throws IOException, StoreException, TransferFailed {
        Incoming incoming = whole.store().incoming();
        boolean kept = false;
        try {
            var intake = new Intake(incoming);
            octets.transferTo(intake);
            intake.finish();
            kept = add(incoming, intake.digest(), flags, date);
        } finally {
            if (!kept) {
                incoming.close();
            }
        }
    }

    private boolean add(Incoming incoming, String digest, Flags flags, Instant date) throws StoreException, TransferFailed {
        if (incoming.size() == 0) {
            return false;
        }
        if (digests.contains(digest) || known.has(incoming, digest)) {
            whole.skipped();
            return false;
        }
        if (batchOctets + incoming.size() > BATCH_OCTETS || batch.size() == BATCH) {
            flush();
        }
        batch.add(new NewMessage(incoming, flags, date));
        batchOctets += incoming.size();
        digests.add(digest);
        return true;
    }

    /** Stores what waits. */
    void flush() throws StoreException, TransferFailed {
        if (batch.isEmpty()) {
            return;
        }
        try {
            long[] uids = append(batch);
            for (int i = 0; i < uids.length; i++) {
                known.add(batch.get(i).octets(), uids[i]);
            }
        } finally {
            batch.forEach(m -> m.octets().close());
            batch.clear();
            digests.clear();
            batchOctets = 0;
        }
    }

    /** All at once; if they are too many, as many as there is room for. */
    private long[] append(List<NewMessage> messages) throws StoreException, TransferFailed {
        try {
            long[] uids = mailbox.append(messages).uids();
            whole.imported(uids.length);
            return uids;
        } catch (OverQuota e) {
            if (messages.size() == 1) {
                throw new TransferFailed(e.getMessage() + "; account quota gives it more room, and a second run goes on from here", e);
            }
        }
        var uids = new long[messages.size()];
        for (int i = 0; i < uids.length; i++) {
            uids[i] = append(messages.subList(i, i + 1))[0];
        }
        return uids;
    }

    @Override
    public void close() {
        batch.forEach(m -> m.octets().close());
        batch.clear();
    }
}
