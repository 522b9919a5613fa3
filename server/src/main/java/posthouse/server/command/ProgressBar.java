package posthouse.server.command;

import java.io.PrintStream;
import posthouse.server.transfer.Progress;

/** How far a long command is: a bar on a terminal, else a line now and then. */
final class ProgressBar implements Progress {
    private static final int WIDTH = 30;
    private static final long LINE_NANOS = 5_000_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private long told = System.nanoTime();
    private int drawn;

    ProgressBar(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** For whoever sits before a terminal; everyone else gets lines on standard error. */
    static ProgressBar of(Terminal terminal) {
        return new ProgressBar(terminal.err(), System.console() != null);
    }

    @Override
    public void at(long done, long total, String text) {
        long percent = total == 0 ? 0 : Math.min(100, 100 * done / total);
        if (terminal) {
            int full = (int) (WIDTH * percent / 100);
            String line = "[" + "#".repeat(full) + " ".repeat(WIDTH - full) + "] " + percent + " %  " + text;
            out.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
            out.flush();
            drawn = line.length();
        } else if (System.nanoTime() - told > LINE_NANOS) {
            told = System.nanoTime();
            out.println(percent + " %: " + text);
        }
    }

    /** The line is free again. */
    void end() {
        if (drawn > 0) {
            out.print("\r" + " ".repeat(drawn) + "\r");
            out.flush();
        }
    }
}
