package posthouse.mailstore;

import java.time.Instant;
import java.time.ZoneOffset;
import posthouse.mailstore.mime.MessageStructure;

/**
 * A message in a mailbox, as it was when it was read.
 *
 * @param messageId its own id, for ever; the POP3 UIDL and the IMAP EMAILID. A copy in
 *     another mailbox has the same.
 * @param size octets, prefix included
 * @param zone in which a client told {@code internalDate}
 * @param body where the store keeps the shared octets
 * @param structure envelope and MIME structure, offsets counted in the shared octets (what is the copy's own lies before them, {@link MessageBody#prefixSize});
 *     {@code null} with {@link Mailbox.Detail#SUMMARY}
 */
public record Message(long mailboxId, long uid, long modSeq, Flags flags, long size, Instant internalDate, ZoneOffset zone, Instant saveDate,
    MessageId messageId, long body, MessageStructure structure) {

    /** Its own id as text. */
    public String id() {
        return messageId.toString();
    }
}
