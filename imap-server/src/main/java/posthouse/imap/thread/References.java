package posthouse.imap.thread;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** REFERENCES (RFC 5256 3), in its six steps. */
final class References {

    private static final int NONE = -1;
    /** How far up it is looked whether a link would close a loop; further up it is taken for one. */
    private static final int LONGEST_WALK = 10_000;

    private final Facts[] facts;
    private final Map<Long, Integer> nodes = new HashMap<>(); // by Message-ID
    private int[] parent;
    private int[] children; // how many
    private int size;

    References(Facts[] facts) {
        this.facts = facts;
        this.size = facts.length;
        this.parent = new int[size];
        this.children = new int[size];
        Arrays.fill(parent, NONE);
        for (int message = 0; message < facts.length; message++) {
            if (facts[message].id() != 0) {
                nodes.putIfAbsent(facts[message].id(), message); // a later one of the same ID has one of its own
            }
        }
        for (int message = 0; message < facts.length; message++) {
            link(message);
        }
    }

    // ---- step 1

    private void link(int message) {
        int before = NONE;
        for (long reference : facts[message].references()) {
            int node = nodes.computeIfAbsent(reference, id -> dummy());
            if (before != NONE && parent[node] == NONE) {
                setParent(node, before);
            }
            before = node;
        }
        if (parent[message] != NONE) {
            children[parent[message]]--;
            parent[message] = NONE;
        }
        if (before != NONE) {
            setParent(message, before);
        }
    }

    private int dummy() {
        if (size == parent.length) {
            parent = Arrays.copyOf(parent, 2 * size + 1);
            children = Arrays.copyOf(children, 2 * size + 1);
            Arrays.fill(parent, size, parent.length, NONE);
        }
        return size++;
    }

    private void setParent(int node, int above) {
        if (node != above && !(children[node] > 0 && isAbove(node, above))) {
            parent[node] = above;
            children[above]++;
        }
    }

    private boolean isAbove(int node, int from) {
        int at = from;
        for (int steps = 0; at != NONE && at != node; steps++) {
            if (steps == LONGEST_WALK) {
                return true;
            }
            at = parent[at];
        }
        return at == node;
    }

    // ---- steps 2 to 4

    /** The links without the dummies, siblings by the time they were sent. A dummy at the top stays if it keeps several messages together. */
    private Forest pruned() {
        var forest = new Forest(facts.length, size);
        int[] above = new int[size]; // a message, or the dummy at the top
        Arrays.fill(above, NONE);
        int[] sent = Order.bySent(facts);
        for (int message : sent) {
            int place = place(message, above);
            if (place != NONE) {
                forest.add(place, message);
            }
        }
        for (int node = 0; node < size; node++) {
            boolean top = parent[node] == NONE;
            if (top && forest.isDummy(node)) {
                addTop(forest, node);
            } else if (top) {
                forest.addRoot(node);
            }
        }
        forest.setRoots(Order.by(forest.roots(), node -> sent(forest, node))); // step 4
        return forest;
    }

    private static void addTop(Forest forest, int dummy) {
        int first = forest.firstChild(dummy);
        if (first >= 0) {
            forest.addRoot(forest.nextSibling(first) < 0 ? first : dummy);
        }
    }

    /** What a message hangs below once dummies are gone: each is passed once, whoever comes through it later. */
    private int place(int message, int[] above) {
        int at = parent[message];
        int last = at;
        while (at != NONE && at >= facts.length && above[at] == NONE) {
            last = at;
            at = parent[at];
        }
        int place = at == NONE ? last : at < facts.length ? at : above[at];
        for (int node = parent[message]; node != at && node != NONE; node = parent[node]) {
            above[node] = place;
        }
        return place;
    }

    private long sent(Forest forest, int node) {
        return facts[forest.representative(node)].sent();
    }

    // ---- what is asked for

    Forest bySubjectToo() {
        var forest = pruned();
        new SubjectMerge(forest, facts).run(); // step 5
        forest.setRoots(Order.by(forest.roots(), node -> sent(forest, node))); // step 6
        return forest;
    }

    Forest byArrival() {
        var forest = pruned();
        long[] newest = new long[size];
        for (int root : forest.roots()) {
            newest[root] = newest(forest, root);
        }
        forest.setRoots(Order.by(forest.roots(), node -> newest[node]));
        return forest;
    }

    private long newest(Forest forest, int root) {
        long newest = Long.MIN_VALUE;
        var walk = new Walk(forest, root);
        for (int node = walk.next(); node >= 0; node = walk.next()) {
            newest = forest.isDummy(node) ? newest : Math.max(newest, facts[node].arrived());
        }
        return newest;
    }
}
