package posthouse.mailstore;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** UIDs as sorted, disjoint, not touching ranges: small however many they name. */
public record UidSet(List<Range> ranges) {

    /** Both ends belong to it; {@code 1 <= first <= last <= 4294967295}. */
    public record Range(long first, long last) {
        public Range {
            if (first < 1 || last < first) {
                throw new IllegalArgumentException(first + ":" + last);
            }
        }
    }

    public static final UidSet EMPTY = new UidSet(List.of());
    /** Every UID there can be (RFC 9051 2.3.1.1: 32 bits, not zero). */
    public static final UidSet ALL = new UidSet(List.of(new Range(1, 4294967295L)));

    public UidSet {
        ranges = List.copyOf(ranges);
    }

    public static UidSet of(long... uids) {
        var builder = new Builder();
        LongStream.of(uids).sorted().forEach(builder::add);
        return builder.build();
    }

    /** Ranges in any order, overlapping or not. */
    public static UidSet of(List<Range> ranges) {
        var builder = new Builder();
        ranges.stream().sorted((a, b) -> Long.compare(a.first, b.first)).forEach(r -> builder.add(r.first, r.last));
        return builder.build();
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    public boolean contains(long uid) {
        int low = 0;
        int high = ranges.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Range range = ranges.get(middle);
            if (uid < range.first) {
                high = middle - 1;
            } else if (uid > range.last) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }

    /** Those of its UIDs that are greater than this one. */
    public UidSet after(long uid) {
        return new UidSet(ranges.stream().filter(r -> r.last > uid).map(r -> new Range(Math.max(r.first, uid + 1), r.last)).toList());
    }

    /** Those that both name. */
    public UidSet and(UidSet other) {
        var both = new Builder();
        int mine = 0;
        int theirs = 0;
        while (mine < ranges.size() && theirs < other.ranges.size()) {
            Range a = ranges.get(mine);
            Range b = other.ranges.get(theirs);
            if (Math.max(a.first, b.first) <= Math.min(a.last, b.last)) {
                both.add(Math.max(a.first, b.first), Math.min(a.last, b.last));
            }
            if (a.last < b.last) {
                mine++;
            } else {
                theirs++;
            }
        }
        return both.build();
    }

    /** Those that either names. */
    public UidSet or(UidSet other) {
        return of(Stream.concat(ranges.stream(), other.ranges.stream()).toList());
    }

    /** Those at these places in ascending order, from 0. */
    public UidSet part(long from, long to) {
        var part = new Builder();
        long before = 0;
        for (Range range : ranges) {
            long first = range.first + Math.max(0, from - before);
            long last = Math.min(range.last, range.first + to - before - 1);
            if (first <= last) {
                part.add(first, last);
            }
            before += range.last - range.first + 1;
        }
        return part.build();
    }

    /** Those that the other doesn't name. */
    public UidSet without(UidSet other) {
        var left = new Builder();
        int theirs = 0;
        for (Range range : ranges) {
            long next = range.first;
            while (theirs < other.ranges.size() && other.ranges.get(theirs).last < next) {
                theirs++;
            }
            for (int i = theirs; i < other.ranges.size() && other.ranges.get(i).first <= range.last; i++) {
                Range hole = other.ranges.get(i);
                if (hole.first > next) {
                    left.add(next, hole.first - 1);
                }
                next = hole.last + 1;
            }
            if (next <= range.last) {
                left.add(next, range.last);
            }
        }
        return left.build();
    }

    /** How many UIDs it names, whether they exist or not. */
    public long count() {
        return ranges.stream().mapToLong(r -> r.last - r.first + 1).sum();
    }

    /** Each UID it names, ascending: for sets of UIDs that exist, not for {@link #ALL}. */
    public PrimitiveIterator.OfLong iterator() {
        return new PrimitiveIterator.OfLong() {
            private int range;
            private long next = ranges.isEmpty() ? 0 : ranges.get(0).first;

            @Override
            public boolean hasNext() {
                return range < ranges.size();
            }

            @Override
            public long nextLong() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                long now = next++;
                if (now == ranges.get(range).last) {
                    range++;
                    next = hasNext() ? ranges.get(range).first : 0;
                }
                return now;
            }
        };
    }

    public LongStream stream() {
        return ranges.stream().flatMapToLong(r -> LongStream.rangeClosed(r.first, r.last));
    }

    /** As in IMAP: {@code 1:3,7}; the empty set is the empty string. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (Range range : ranges) {
            text.append(text.isEmpty() ? "" : ",").append(range.first);
            if (range.last > range.first) {
                text.append(':').append(range.last);
            }
        }
        return text.toString();
    }

    /** Gathers UIDs in ascending order of their range's first. */
    public static final class Builder {
        private final List<Range> ranges = new ArrayList<>();

        public Builder add(long uid) {
            return add(uid, uid);
        }

        public Builder add(long first, long last) {
            int end = ranges.size() - 1;
            if (end >= 0 && first < ranges.get(end).first) {
                throw new IllegalArgumentException(first + " after " + ranges.get(end));
            }
            if (end >= 0 && first <= ranges.get(end).last + 1) {
                ranges.set(end, new Range(ranges.get(end).first, Math.max(last, ranges.get(end).last)));
            } else {
                ranges.add(new Range(first, last));
            }
            return this;
        }

        public UidSet build() {
            return new UidSet(ranges);
        }
    }
}
