package posthouse.imap.thread;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Message;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.mime.EnvelopeStructure;
import posthouse.mailstore.mime.HeaderFields;

/**
 * The THREADID of a message (RFC 8474 5.2): made of the Message-ID that began its thread, which is the first of its References, else the one it is in reply to,
 * else its own. So it never changes, is the same for all copies, and needs nothing kept; of a reply whose References were lost, the thread begins
 * with what it answers.
 */
public final class ThreadId {

    /** Of a longer header the rest is not looked at. */
    private static final int MOST_HEADER = 64 * 1024;
    private static final int OCTETS = 12;

    private ThreadId() {
    }

    /** @param message with its structure */
    public static String of(Message message, MessageBody body) throws StoreException {
        EnvelopeStructure envelope = message.structure().envelope();
        String root = MessageIds.firstText(references(message, body));
        root = root != null ? root : MessageIds.firstText(envelope.inReplyTo());
        root = root != null ? root : MessageIds.firstText(envelope.messageId());
        return "T" + digest(root != null ? root : message.id());
    }

    /** The same for a message whose octets are not open. */
    public static String of(Message message, Mailbox mailbox) throws StoreException {
        try (MessageBody body = mailbox.body(message)) {
            return of(message, body);
        }
    }

    private static String references(Message message, MessageBody body) throws StoreException {
        byte[] header = new byte[(int) Math.min(body.prefixSize() + message.structure().root().bodyStart(), MOST_HEADER)];
        var fields = new HeaderFields(header, 0, body.read(0, header, 0, header.length));
        while (fields.next()) {
            if (fields.nameIs("References")) {
                return fields.value();
            }
        }
        return null;
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, OCTETS));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
