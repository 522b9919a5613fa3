package posthouse.imap.thread;

import java.util.Arrays;

/**
 * Threads. A node below {@code messages} is the message of that index, the others are dummies, which stand for a parent that is
 * not there and are found at the top only. Children have an order.
 */
final class Forest {

    private static final int NONE = -1;

    final int messages;
    private int size;
    private int[] firstChild;
    private int[] lastChild;
    private int[] nextSibling;
    private int[] roots = new int[16];
    private int rootCount;

    Forest(int messages, int nodes) {
        this.messages = messages;
        this.size = nodes;
        firstChild = filled(nodes);
        lastChild = filled(nodes);
        nextSibling = filled(nodes);
    }

    private static int[] filled(int length) {
        int[] all = new int[length];
        Arrays.fill(all, NONE);
        return all;
    }

    /** A new dummy. */
    int dummy() {
        if (size == firstChild.length) {
            firstChild = grown(firstChild);
            lastChild = grown(lastChild);
            nextSibling = grown(nextSibling);
        }
        return size++;
    }

    private static int[] grown(int[] before) {
        int[] all = Arrays.copyOf(before, before.length * 2 + 1);
        Arrays.fill(all, before.length, all.length, NONE);
        return all;
    }

    boolean isDummy(int node) {
        return node >= messages;
    }

    /** Its first child, negative without one. */
    int firstChild(int node) {
        return firstChild[node];
    }

    /** Its next sibling, negative if it is the last one. */
    int nextSibling(int node) {
        return nextSibling[node];
    }

    /** Puts a node behind the children of another. */
    void add(int parent, int child) {
        nextSibling[child] = NONE;
        if (firstChild[parent] < 0) {
            firstChild[parent] = child;
        } else {
            nextSibling[lastChild[parent]] = child;
        }
        lastChild[parent] = child;
    }

    int[] children(int node) {
        int count = 0;
        for (int child = firstChild[node]; child >= 0; child = nextSibling[child]) {
            count++;
        }
        int[] children = new int[count];
        for (int child = firstChild[node], i = 0; child >= 0; child = nextSibling[child]) {
            children[i++] = child;
        }
        return children;
    }

    void setChildren(int node, int[] children) {
        firstChild[node] = NONE;
        for (int child : children) {
            add(node, child);
        }
    }

    /** A message, or the first child of a dummy: what it counts as at the top. */
    int representative(int node) {
        return isDummy(node) ? firstChild[node] : node;
    }

    void addRoot(int node) {
        if (rootCount == roots.length) {
            roots = Arrays.copyOf(roots, 2 * rootCount);
        }
        roots[rootCount++] = node;
    }

    int[] roots() {
        return Arrays.copyOf(roots, rootCount);
    }

    void setRoots(int[] nodes) {
        roots = nodes.length == 0 ? new int[1] : nodes;
        rootCount = nodes.length;
    }
}
