package posthouse.mailstore.jdbc;

import java.util.Set;
import posthouse.mailstore.Mailbox.Status;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.journal.Change.SetCounters;

/** A mailbox with its counters. */
public record MailboxRow(long id, long account, String name, Set<SpecialUse> uses, long uidValidity, long uidNext, long modSeq,
    long messages, long unseen, long deleted, long octets, long firstRecent) {

    public MailboxRow with(SetCounters counters) {
        return new MailboxRow(id, account, name, uses, uidValidity, counters.uidNext(), counters.modSeq(), counters.messages(),
            counters.unseen(), counters.deleted(), counters.octets(), firstRecent);
    }

    public Status status() {
        return new Status(uidValidity, uidNext, modSeq, messages, unseen, deleted, octets);
    }
}
