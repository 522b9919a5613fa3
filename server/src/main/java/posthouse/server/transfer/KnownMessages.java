package posthouse.server.transfer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import posthouse.mailstore.Incoming;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Message;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.mime.EnvelopeStructure;

/**
 * What a mailbox has, so that nothing comes in twice: for each message a number made of its size and its header, and its UID. Whose number is
 * known is compared octet by octet.
 */
final class KnownMessages {
    private static final int CHUNK = 64 << 10;

    private final Mailbox mailbox;
    private long[] marks = new long[64];
    private long[] uids = new long[64];
    private int size;

    KnownMessages(Mailbox mailbox) throws StoreException {
        this.mailbox = mailbox;
        mailbox.read(UidSet.ALL, Detail.STRUCTURE, m -> put(mark(m.size(), m.structure().envelope()), m.uid()));
    }

    void add(Incoming message, long uid) {
        put(mark(message.size(), message.structure().envelope()), uid);
    }

    private void put(long mark, long uid) {
        if (2 * (size + 1) > marks.length) {
            long[] oldMarks = marks;
            long[] oldUids = uids;
            marks = new long[2 * oldMarks.length];
            uids = new long[2 * oldUids.length];
            size = 0;
            for (int i = 0; i < oldUids.length; i++) {
                if (oldUids[i] != 0) {
                    put(oldMarks[i], oldUids[i]);
                }
            }
        }
        int at = slot(mark);
        while (uids[at] != 0) {
            at = (at + 1) % uids.length;
        }
        marks[at] = mark;
        uids[at] = uid;
        size++;
    }

    private int slot(long mark) {
        return (int) Math.floorMod(mark * 0x9e3779b97f4a7c15L, (long) uids.length);
    }

    /** @param digest of its octets */
    boolean has(Incoming message, String digest) throws StoreException {
        long mark = mark(message.size(), message.structure().envelope());
        for (int at = slot(mark); uids[at] != 0; at = (at + 1) % uids.length) {
            if (marks[at] == mark && digest.equals(digestOf(uids[at]))) {
                return true;
            }
        }
        return false;
    }

    /** Whether there is a message of this size and Message-ID, both as another server tells them; for those without the answer is no. */
    boolean has(long octets, EnvelopeStructure envelope) {
        long mark = mark(octets, envelope);
        for (int at = slot(mark); envelope.messageId() != null && uids[at] != 0; at = (at + 1) % uids.length) {
            if (marks[at] == mark) {
                return true;
            }
        }
        return false;
    }

    private String digestOf(long uid) throws StoreException {
        Message message = mailbox.read(uid, Detail.SUMMARY);
        if (message == null) {
            return ""; // expunged meanwhile
        }
        MessageDigest digest = Intake.sha256();
        var chunk = new byte[CHUNK];
        try (MessageBody body = mailbox.body(message)) {
            long at = 0;
            for (int read = body.read(0, chunk, 0, chunk.length); read > 0; read = body.read(at, chunk, 0, chunk.length)) {
                digest.update(chunk, 0, read);
                at += read;
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** With a Message-ID that says it all; else by what else there is. */
    private static long mark(long octets, EnvelopeStructure envelope) {
        String text = envelope.messageId() != null ? envelope.messageId().strip() : envelope.date() + "\n" + envelope.subject() + "\n" + envelope.from();
        byte[] sum = Intake.sha256().digest((octets + "\n" + text).getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(Arrays.copyOf(sum, Long.BYTES)).getLong();
    }
}
