package posthouse.mailstore.journal;

/** How often something that failed is tried again: at once the first time, then once a second. */
public final class Retry {
    private static final long PAUSE = 1_000_000_000L;

    private boolean waiting;
    private long since;

    public boolean isDue() {
        return !waiting || System.nanoTime() - since > PAUSE;
    }

    public void failed() {
        waiting = true;
        since = System.nanoTime();
    }

    public void reset() {
        waiting = false;
    }
}
