package posthouse.mailstore.engine;

import java.util.List;
import java.util.Set;
import posthouse.mailstore.Grant;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.jdbc.AnnotationRow;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.MailboxChange;

/** What a backup says of a mailbox besides its messages. Accounts have the ids that they have here; {@link #OWNER} is whoever gets it. */
record RestoredMailbox(String name, Set<SpecialUse> uses, List<AnnotationRow> annotations, List<Grant> grants) {
    static final long OWNER = -1;

    /** Adds what makes it as it was, for an account of this id. */
    void addTo(List<Change> changes, MailboxChange.CreateMailbox made) {
        long account = made.account();
        changes.add(made);
        annotations.forEach(a -> changes.add(annotation(made.id(), account, a)));
        grants.forEach(g -> changes.add(new MailboxChange.SetRights(account, made.id(), g.account() == OWNER ? account : g.account(), g.negative(),
            g.letters())));
    }

    static Change annotation(long mailbox, long owner, AnnotationRow row) {
        return new MailboxChange.SetAnnotation(mailbox, row.account() == OWNER ? owner : row.account(), row.name(), row.octets());
    }
}
