package posthouse.mailstore;

/** A message would get more keywords than it may have (NO [LIMIT]): they are kept in memory with those of all its neighbours. */
public final class TooManyKeywords extends StoreException {
    public TooManyKeywords() {
        super("the keywords of a message have at most " + Flags.MAX_KEYWORD_OCTETS + " octets together");
    }
}
