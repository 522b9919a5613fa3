package posthouse.imap.wire;

import java.util.ArrayList;
import java.util.List;
import posthouse.mailstore.UidSet;

/**
 * A set of messages as the client wrote it (RFC 9051 9, sequence-set), by sequence number or by UID. What {@code *} stands
 * for depends on the mailbox, so it is only known when the command runs.
 *
 * @param lastResult whether it is {@code $}, the result of the last search that was saved (RFC 5182 2.1); then it has no ranges
 */
public record SequenceSet(Numbering numbering, List<Range> ranges, boolean lastResult) {

    /** Stands for {@code *}: larger than every number. */
    public static final long STAR = 1L << 32;

    /** Two ends in any order (RFC 9051 9: {@code 4:2} is {@code 2:4}), either may be {@link #STAR}. */
    public record Range(long from, long to) {
    }

    public SequenceSet {
        ranges = List.copyOf(ranges);
    }

    public SequenceSet(Numbering numbering, List<Range> ranges) {
        this(numbering, ranges, false);
    }

    /** sequence-set, or {@code $} (RFC 5182). */
    static SequenceSet parse(ImapReader in, Numbering numbering) throws BadSyntax {
        if (in.take('$')) {
            return new SequenceSet(numbering, List.of(), true);
        }
        var ranges = new ArrayList<Range>();
        do {
            long from = number(in);
            ranges.add(new Range(from, in.take(':') ? number(in) : from));
        } while (in.take(','));
        return new SequenceSet(numbering, ranges);
    }

    /** seq-number. */
    private static long number(ImapReader in) throws BadSyntax {
        return in.take('*') ? STAR : in.nzNumber();
    }

    /** Whether {@code *} occurs. */
    public boolean hasStar() {
        return ranges.stream().anyMatch(r -> r.from == STAR || r.to == STAR);
    }

    /** The highest number that a message must have; 0 if there is none. A range with {@code *} has messages whatever its other end is. */
    public long highest() {
        return ranges.stream().filter(r -> r.from != STAR && r.to != STAR).mapToLong(r -> Math.max(r.from, r.to)).max().orElse(0);
    }

    /**
     * The numbers it names, sorted and joined, with {@code *} as this number. RFC 9051 6.4.9: {@code 559:*} names the last
     * message even if its UID is lower.
     *
     * @param star the last message's number; 0 if there is none, then {@code *} names nothing
     */
    public UidSet resolve(long star) {
        var resolved = new ArrayList<UidSet.Range>(ranges.size());
        for (Range range : ranges) {
            long from = range.from == STAR ? star : range.from;
            long to = range.to == STAR ? star : range.to;
            if (from != 0 && to != 0) {
                resolved.add(new UidSet.Range(Math.min(from, to), Math.max(from, to)));
            }
        }
        return UidSet.of(resolved);
    }
}
