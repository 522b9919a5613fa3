package posthouse.imap.metadata;

import posthouse.imap.Authenticated;
import posthouse.imap.access.Reached;
import posthouse.imap.access.Right;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;
import posthouse.mailstore.Annotations;
import posthouse.mailstore.NoSuchMailbox;

/** Where annotations lie. */
final class Place {

    private Place() {
    }

    /**
     * A mailbox's id, or that of the server for the empty name.
     *
     * @throws Refused without the rights for it: {@code l} and one of {@code rswip} (RFC 5464 3.3)
     */
    static long of(String mailbox, Authenticated state) throws Refused, NoSuchMailbox {
        if (mailbox.isEmpty()) {
            return Annotations.SERVER;
        }
        Reached reached = state.names().open(mailbox, Right.LOOKUP);
        if (!reached.rights().seesAnnotations()) {
            throw new Refused(ResponseCode.NOPERM, "the right r is missing");
        }
        return reached.mailbox().id();
    }
}
