package posthouse.imap.thread;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntToLongFunction;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapWriter;

/** {@code * THREAD (2)(3 6 (4 23)(44 7 96))}: RFC 5256 4. One line, however long and deep, pulled in pieces. */
final class ThreadAnswer implements Answer {

    private static final int PIECE = 32 * 1024;

    private final Forest forest;
    private final IntToLongFunction number;
    private final int[] roots;
    private int nextRoot = -1; // the line isn't begun
    /** Where it goes on: first children and next siblings, each with a parenthesis of its own or without. */
    private final Deque<Integer> open = new ArrayDeque<>();

    /** @param number what the client is told of the message of an index */
    ThreadAnswer(Forest forest, IntToLongFunction number) {
        this.forest = forest;
        this.number = number;
        this.roots = forest.roots();
    }

    @Override
    public boolean writeNext(ImapWriter out) {
        long enough = out.written() + PIECE;
        if (nextRoot < 0) {
            out.text(roots.length == 0 ? "* THREAD" : "* THREAD ");
            nextRoot = 0;
        }
        while (out.written() < enough) {
            if (!open.isEmpty()) {
                goOn(out);
            } else if (nextRoot < roots.length) {
                thread(roots[nextRoot++], out);
            } else {
                out.crlf();
                return false;
            }
        }
        return true;
    }

    /** A parenthesis is open: its next member, or its end. */
    private void goOn(ImapWriter out) {
        int next = open.pop();
        if (next >= 0) {
            open.push(forest.nextSibling(next));
            thread(next, out);
        } else {
            out.close();
        }
    }

    /** {@code (3 6 } and what branches off there. */
    private void thread(int first, ImapWriter out) {
        out.open();
        int node = first;
        if (!forest.isDummy(node)) {
            out.number(number.applyAsLong(node));
            for (int child = forest.firstChild(node); child >= 0 && forest.nextSibling(child) < 0; child = forest.firstChild(node)) {
                node = child;
                out.sp().number(number.applyAsLong(node));
            }
            if (forest.firstChild(node) >= 0) {
                out.sp();
            }
        }
        open.push(forest.firstChild(node));
    }

    @Override
    public Completion completion() {
        return Completion.ok("THREAD completed");
    }
}
