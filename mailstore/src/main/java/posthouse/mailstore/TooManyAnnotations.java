package posthouse.mailstore;

/** A mailbox, the server or a message would get more annotations of one account than it may have. */
public final class TooManyAnnotations extends StoreException {
    public TooManyAnnotations() {
        this(Annotations.MOST, Annotations.MAX_ALL);
    }

    public TooManyAnnotations(int most, int octets) {
        super("there may be " + most + " annotations of " + octets + " octets together at most");
    }
}
