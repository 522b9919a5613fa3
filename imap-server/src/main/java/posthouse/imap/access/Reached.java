package posthouse.imap.access;

import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;
import posthouse.mailstore.Mailbox;

/** A mailbox that a client named, and what it may do with it. */
public record Reached(Mailbox mailbox, Rights rights) {

    /** @throws Refused if one of these rights is missing */
    public Reached require(Right... needed) throws Refused {
        for (Right right : needed) {
            if (!rights.has(right)) {
                throw new Refused(ResponseCode.NOPERM, "the right " + right.letter + " is missing"); // RFC 4314 4, RFC 5530 3
            }
        }
        return this;
    }
}
