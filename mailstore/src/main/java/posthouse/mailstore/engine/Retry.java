package posthouse.mailstore.engine;

/** How often something that failed is tried again: at once the first time, then once a second. */
final class Retry {
    private static final long PAUSE = 1_000_000_000L;

    private boolean waiting;
    private long since;

    boolean isDue() {
        return !waiting || System.nanoTime() - since > PAUSE;
    }

    void failed() {
        waiting = true;
        since = System.nanoTime();
    }

    void reset() {
        waiting = false;
    }
}
