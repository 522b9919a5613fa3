package posthouse.mailstore;

/** A mailbox, or the server, would get more annotations of one account than it may have. */
public final class TooManyAnnotations extends StoreException {
    public TooManyAnnotations() {
        super("there may be " + Annotations.MOST + " annotations of " + Annotations.MAX_ALL + " octets together at most");
    }
}
