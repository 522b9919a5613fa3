package posthouse.mailstore.jdbc;

import java.util.Set;
import posthouse.mailstore.Mailbox.Status;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.journal.MessageChange.SetCounters;

/**
 * A mailbox with its counters.
 *
 * @param forgotten the mod-sequence after which it is known which UIDs went
 * @param annotated the mod-sequence at which an annotation of a message was set last; 0 if none ever was
 */
public record MailboxRow(long id, long account, String name, Set<SpecialUse> uses, long uidValidity, long uidNext, long modSeq,
    long messages, long unseen, long deleted, long octets, long firstRecent, long forgotten, long annotated) {

    public MailboxRow with(SetCounters counters) {
        return new MailboxRow(id, account, name, uses, uidValidity, counters.uidNext(), counters.modSeq(), counters.messages(),
            counters.unseen(), counters.deleted(), counters.octets(), firstRecent, forgotten, annotated);
    }

    /** It is known which UIDs went after this mod-sequence. */
    public MailboxRow forgotten(long modSeq) {
        return new MailboxRow(id, account, name, uses, uidValidity, uidNext, this.modSeq, messages, unseen, deleted, octets, firstRecent, modSeq,
            annotated);
    }

    /** An annotation of a message was set at this mod-sequence. */
    public MailboxRow annotatedAt(long modSeq) {
        return new MailboxRow(id, account, name, uses, uidValidity, uidNext, this.modSeq, messages, unseen, deleted, octets, firstRecent, forgotten, modSeq);
    }

    public Status status() {
        return new Status(uidValidity, uidNext, modSeq, messages, unseen, deleted, octets);
    }
}
