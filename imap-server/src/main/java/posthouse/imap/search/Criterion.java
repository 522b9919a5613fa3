package posthouse.imap.search;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import posthouse.imap.annotate.EntryAttribute;
import posthouse.imap.annotate.EntryMatch;
import posthouse.imap.annotate.MessageNotes;
import posthouse.mailstore.Flags;
import posthouse.mailstore.MessageAnnotations.Noted;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.search.Needle;

/** A key that asks one thing of a message. */
sealed interface Criterion extends SearchKey permits Criterion.OfView, Criterion.OfSummary, Criterion.Sent, TextCriterion {

    /** Asked only of a message of which enough is known. */
    boolean holds(Candidate message) throws StoreException;

    @Override
    default boolean asks(Effort effort) {
        return effort == effort();
    }

    @Override
    default Truth matches(Candidate message) throws StoreException {
        return message.knows(effort()) ? Truth.of(holds(message)) : Truth.OPEN;
    }

    // ---- the view knows

    sealed interface OfView extends Criterion {
        @Override
        default Effort effort() {
            return Effort.VIEW;
        }
    }

    /** Sequence numbers of this mailbox. */
    record Sequences(UidSet numbers) implements OfView {
        @Override
        public boolean holds(Candidate message) {
            return numbers.contains(message.sequence());
        }
    }

    /** Messages that a client named by numbers once. */
    record Uids(UidSet uids) implements OfView {
        @Override
        public boolean holds(Candidate message) {
            return uids.contains(message.uid());
        }
    }

    /** UIDAFTER, and UIDBEFORE is what isn't after the one before: RFC 9738 3.2. */
    record UidAfter(long uid) implements OfView {
        @Override
        public boolean holds(Candidate message) {
            return message.uid() > uid;
        }
    }

    record Flag(Flags.System flag) implements OfView {
        @Override
        public boolean holds(Candidate message) {
            return message.flags().has(flag);
        }
    }

    record Keyword(String name) implements OfView {
        @Override
        public boolean holds(Candidate message) {
            return message.flags().has(name);
        }
    }

    /** RFC 7162 3.1.5. */
    record ModSeq(long least) implements OfView {
        @Override
        public boolean holds(Candidate message) {
            return message.modSeq() >= least;
        }

        @Override
        public boolean asksModSeq() {
            return true;
        }
    }

    record Recent() implements OfView {
        @Override
        public boolean holds(Candidate message) {
            return message.recent();
        }
    }

    // ---- the row knows

    sealed interface OfSummary extends Criterion {
        @Override
        default Effort effort() {
            return Effort.SUMMARY;
        }
    }

    record Larger(long octets) implements OfSummary {
        @Override
        public boolean holds(Candidate message) {
            return message.row().size() > octets;
        }
    }

    record Smaller(long octets) implements OfSummary {
        @Override
        public boolean holds(Candidate message) {
            return message.row().size() < octets;
        }
    }

    /** BEFORE, ON, SINCE: the day that INTERNALDATE tells, in its zone (RFC 9051 6.4.4). */
    record InternalDate(Comparison comparison, LocalDate day) implements OfSummary {
        @Override
        public boolean holds(Candidate message) {
            return comparison.holds(LocalDate.ofInstant(message.row().internalDate(), message.row().zone()), day);
        }
    }

    /** SAVEDBEFORE, SAVEDON, SAVEDSINCE: RFC 8514 4.2. */
    record SaveDate(Comparison comparison, LocalDate day) implements OfSummary {
        @Override
        public boolean holds(Candidate message) {
            return comparison.holds(LocalDate.ofInstant(message.row().saveDate(), ZoneOffset.UTC), day);
        }
    }

    /** RFC 8474 6. */
    record EmailId(String id) implements OfSummary {
        @Override
        public boolean holds(Candidate message) {
            return message.row().id().equals(id);
        }
    }

    /** YOUNGER: INTERNALDATE lies so many seconds back at most (RFC 5032 2). */
    record Younger(Instant since) implements OfSummary {
        @Override
        public boolean holds(Candidate message) {
            return !seconds(message).isBefore(since);
        }
    }

    /** OLDER: INTERNALDATE lies so many seconds back at least; the very second is YOUNGER, too (RFC 5032 2). */
    record Older(Instant until) implements OfSummary {
        @Override
        public boolean holds(Candidate message) {
            return !seconds(message).isAfter(until);
        }
    }

    private static Instant seconds(Candidate message) {
        return message.row().internalDate().truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * ANNOTATION: RFC 5257 4.8. Other rows know it, which are read in the order of messages.
     *
     * @param needle {@code null} for NIL: none of the entries has a value
     */
    record Annotation(EntryMatch entries, EntryAttribute attribute, Needle needle) implements OfSummary {
        @Override
        public boolean holds(Candidate message) throws StoreException {
            for (Noted noted : message.notes()) {
                if (attribute.isOf(MessageNotes.isShared(noted)) && entries.matches(noted.name()) && (needle == null || needle.in(MessageNotes.text(noted)))) {
                    return needle != null;
                }
            }
            return needle == null;
        }
    }

    // ---- the envelope knows

    /** SENTBEFORE, SENTON, SENTSINCE: the day of the Date field. An earlier search may have left it. @param day in the ISO form */
    record Sent(Comparison comparison, String day) implements Criterion {
        @Override
        public Effort effort() {
            return Effort.STRUCTURE;
        }

        @Override
        public Truth matches(Candidate message) {
            return message.knows(EnvelopeText.SENT) ? Truth.of(holds(message)) : Truth.OPEN;
        }

        @Override
        public boolean holds(Candidate message) {
            String sent = message.text(EnvelopeText.SENT);
            return sent != null && comparison.holds(sent, day);
        }
    }
}
