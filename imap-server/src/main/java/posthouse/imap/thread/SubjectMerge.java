package posthouse.imap.thread;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Puts threads of the same base subject together: RFC 5256 3, REFERENCES, step 5. */
final class SubjectMerge {

    private final Forest forest;
    private final Facts[] facts;
    private final Map<Long, Integer> table = new HashMap<>();
    private final Set<Integer> merged = new HashSet<>(); // no roots any more
    private final Set<Integer> changed = new HashSet<>(); // those with new children

    SubjectMerge(Forest forest, Facts[] facts) {
        this.forest = forest;
        this.facts = facts;
    }

    void run() {
        int[] roots = forest.roots();
        for (int root : roots) {
            if (subject(root) != 0) {
                table.merge(subject(root), root, (there, current) -> replaces(current, there) ? current : there); // 5.B
            }
        }
        for (int root : roots) {
            if (subject(root) != 0 && table.get(subject(root)) != root) {
                merge(root, table.get(subject(root))); // 5.C
            }
        }
        for (int node : changed) {
            forest.setChildren(node, Order.by(forest.children(node), child -> facts[child].sent()));
        }
        forest.setRoots(Arrays.stream(forest.roots()).filter(root -> !merged.contains(root)).toArray());
    }

    private long subject(int root) {
        return facts[forest.representative(root)].subject();
    }

    private boolean isReply(int node) {
        return !forest.isDummy(node) && facts[node].replyOrForward();
    }

    private boolean replaces(int current, int there) {
        return !forest.isDummy(there) && (forest.isDummy(current) || isReply(there) && !isReply(current));
    }

    private void merge(int current, int there) {
        if (forest.isDummy(there) && forest.isDummy(current)) {
            for (int child : forest.children(current)) {
                adopt(there, child);
            }
        } else if (forest.isDummy(there) || isReply(current) && !isReply(there)) {
            adopt(there, current);
        } else {
            int dummy = forest.dummy();
            table.put(subject(there), dummy);
            adopt(dummy, there);
            adopt(dummy, current);
            merged.add(there);
            forest.addRoot(dummy);
        }
        merged.add(current);
    }

    private void adopt(int parent, int child) {
        forest.add(parent, child);
        changed.add(parent);
    }
}
