package posthouse.mailstore;

/**
 * A change is on disk but could not be carried through: it will be there after the next start. Whoever asked for it must be
 * told neither yes nor no: the connection is dropped.
 */
public final class OutcomeUnknown extends RuntimeException {
    public OutcomeUnknown(Throwable cause) {
        super("the change is on disk, but could not be carried through", cause);
    }
}
