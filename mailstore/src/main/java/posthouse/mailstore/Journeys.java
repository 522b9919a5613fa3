package posthouse.mailstore;

import java.time.Instant;
import java.util.List;

/**
 * What happened to messages, for people who ask: one line for each step, kept for a while. Never on the path of a reply, never
 * a reason to fail; what can't be kept up with is left out. A crash loses the last moments.
 */
public interface Journeys {

    /**
     * Notes a step.
     *
     * @param journey the id of the message, as in its Received line
     * @param what one line without secrets; cut where it is too long
     */
    void note(String journey, String what);

    /** Notes that a message lies in a mailbox now: what happens to it there belongs to its journey. */
    void stored(String journey, long mailbox, long uid, String what);

    /** Notes what happened to a message in a mailbox. */
    void note(long mailbox, long uid, String what);

    /** Notes that a message lies in another mailbox, too: what happens to it there belongs to the same journey. */
    void copied(long mailbox, long uid, long target, long targetUid, String what);

    /** Steps in their order: of one id, or of all messages with this Message-ID; the first thousand. */
    List<Step> of(String id) throws StoreException;

    record Step(Instant at, String journey, String what) {
    }
}
