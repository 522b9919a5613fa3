package posthouse.imap.selected;

import posthouse.mailstore.Flags;

/**
 * The messages of the selected mailbox as the client was told of them: which sequence number is which UID. It changes only
 * between commands, and loses messages only where the client is told so (RFC 9051 7.5.1). Immutable while a command runs.
 */
public interface View {

    /** Messages the client knows of (EXISTS). */
    int size();

    /** The UID of a sequence number, 1 to {@link #size()}. */
    long uid(int sequence);

    /** The sequence number of a UID; 0 if the client doesn't know of such a message. */
    int sequence(long uid);

    /** The UID of the last message; 0 if there is none. */
    default long lastUid() {
        return size() == 0 ? 0 : uid(size());
    }

    /** The flags as of the last time the view was brought up to date. */
    Flags flags(int sequence);

    /** The mod-sequence as of the last time the view was brought up to date. */
    long modSeq(int sequence);

    /** The mailbox's mod-sequence when the view was brought up to date: if the mailbox has a higher one, flags may have changed since. */
    long highestModSeq();

    /** Whether the message is {@code \Recent} to this session (RFC 3501 2.3.2). */
    boolean recent(long uid);
}
