package posthouse.mailstore.engine;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import posthouse.mailstore.Message;
import posthouse.mailstore.MessageId;
import posthouse.mailstore.jdbc.MessageRow;
import posthouse.mailstore.journal.StoreKey;
import posthouse.mailstore.mime.MessageStructure;

/** What a message is called for ever: a word of this store's own, and a counter (RFC 8474, RFC 1939 7). */
final class MessageIds {
    private final String store;

    MessageIds(StoreKey key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.octets()); // the key itself stays a secret
            this.store = HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Message message(long mailbox, MessageRow row) {
        return message(mailbox, row, null);
    }

    Message message(long mailbox, MessageRow row, MessageStructure structure) {
        return new Message(mailbox, row.uid(), row.modSeq(), row.flags(), row.size(), InternalDates.instant(row.internalDate()),
            InternalDates.zone(row.internalDate()), Instant.ofEpochMilli(row.saveDate()), new MessageId(store, row.emailId()), row.body(), structure);
    }
}
