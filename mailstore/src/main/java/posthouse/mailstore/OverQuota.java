package posthouse.mailstore;

/** The account's quota doesn't allow it (452 4.2.2, NO [OVERQUOTA]). */
public final class OverQuota extends StoreException {
    public OverQuota(String message) {
        super(message);
    }
}
