package posthouse.mailstore;

/**
 * What STORE does to flags (RFC 9051 6.4.6).
 *
 * @param systemMask bits of those system flags that it may change; the others stay as they are (RFC 4314 4)
 * @param changesKeywords whether it may change keywords
 */
public record FlagChange(Kind kind, Flags flags, int systemMask, boolean changesKeywords) {

    public enum Kind { ADD, REMOVE, REPLACE }

    private static final int ALL = -1;

    /** One that may change any flag. */
    public FlagChange(Kind kind, Flags flags) {
        this(kind, flags, ALL, true);
    }

    public Flags applyTo(Flags before) {
        Flags after = switch (kind) {
            case ADD -> before.with(flags);
            case REMOVE -> before.without(flags);
            case REPLACE -> flags;
        };
        if (systemMask == ALL && changesKeywords) {
            return after;
        }
        return new Flags(after.system() & systemMask | before.system() & ~systemMask, changesKeywords ? after.keywords() : before.keywords());
    }
}
