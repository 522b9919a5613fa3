package posthouse.imap.thread;

import java.util.Arrays;

/** Goes through the nodes of one thread, parents before children, without recursion. */
final class Walk {

    private final Forest forest;
    private int[] stack = new int[16];
    private int depth;

    Walk(Forest forest, int root) {
        this.forest = forest;
        stack[depth++] = root;
    }

    /** Negative at the end. */
    int next() {
        if (depth == 0) {
            return -1;
        }
        int node = stack[--depth];
        for (int child = forest.firstChild(node); child >= 0; child = forest.nextSibling(child)) {
            if (depth == stack.length) {
                stack = Arrays.copyOf(stack, 2 * depth);
            }
            stack[depth++] = child;
        }
        return node;
    }
}
