package posthouse.mailstore.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import posthouse.mailstore.UidSet;

/**
 * What a batch did to a mailbox.
 *
 * @param changed messages that are new, or have other flags
 * @param gone messages that were expunged
 */
public record NodeChange(long account, long mailbox, UidSet changed, UidSet gone) {
    private static final int MOST_READ = 1000;
    private static final int MOST_RANGES = 500;

    /** Whether it is told message by message; else whoever has the mailbox in memory reads it anew. */
    public boolean isSmall() {
        return changed.count() <= MOST_READ && changed.ranges().size() + gone.ranges().size() <= MOST_RANGES;
    }

    /** Both, one after the other; this is of the same mailbox and the earlier one. */
    public NodeChange and(NodeChange later) {
        return new NodeChange(account, mailbox, changed.or(later.changed), gone.or(later.gone));
    }

    static String text(List<NodeChange> changes) {
        return changes.stream().map(c -> c.account + "/" + c.mailbox + "=" + text(c.changed) + ";" + text(c.gone)).collect(Collectors.joining(" "));
    }

    private static String text(UidSet uids) {
        return uids.ranges().stream().map(r -> r.first() + ":" + r.last()).collect(Collectors.joining(","));
    }

    static List<NodeChange> parse(String text) {
        return text.isEmpty() ? List.of() : Stream.of(text.split(" ")).map(NodeChange::one).toList();
    }

    private static NodeChange one(String text) {
        String[] parts = text.split("[/=;]", -1);
        return new NodeChange(Long.parseLong(parts[0]), Long.parseLong(parts[1]), uids(parts[2]), uids(parts[3]));
    }

    private static UidSet uids(String text) {
        var ranges = new ArrayList<UidSet.Range>();
        for (String range : text.isEmpty() ? new String[0] : text.split(",")) {
            String[] ends = range.split(":");
            ranges.add(new UidSet.Range(Long.parseLong(ends[0]), Long.parseLong(ends[1])));
        }
        return UidSet.of(ranges);
    }
}
