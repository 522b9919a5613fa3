package posthouse.mailstore;

/** What STORE does to flags (RFC 9051 6.4.6). */
public record FlagChange(Kind kind, Flags flags) {

    public enum Kind { ADD, REMOVE, REPLACE }

    public Flags applyTo(Flags before) {
        return switch (kind) {
            case ADD -> before.with(flags);
            case REMOVE -> before.without(flags);
            case REPLACE -> flags;
        };
    }
}
