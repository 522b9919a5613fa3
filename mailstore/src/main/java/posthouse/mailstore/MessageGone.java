package posthouse.mailstore;

/** A message whose octets are gone: it was expunged and its space reused. */
public final class MessageGone extends StoreException {
    public MessageGone(String message) {
        super(message);
    }
}
