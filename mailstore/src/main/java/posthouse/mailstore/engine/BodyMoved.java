package posthouse.mailstore.engine;

/** A body is not where a row in memory says: it was written anew elsewhere, or its message is gone. The tables know. */
final class BodyMoved extends Exception {
    private static final long serialVersionUID = 1L;
}
