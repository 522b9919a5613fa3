package posthouse.imap.access;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import posthouse.mailstore.FlagChange;
import posthouse.mailstore.Flags;

/** A set of rights (RFC 4314 2). */
public record Rights(Set<Right> all) {

    public static final Rights NONE = new Rights(Set.of());
    public static final Rights OWNER = new Rights(EnumSet.allOf(Right.class));

    public Rights {
        all = Set.copyOf(all);
    }

    /** Letters, in any order; empty for one that is no right. The old {@code c} is {@code kx}, {@code d} is {@code te} (RFC 4314 2.1.1). */
    static Optional<Rights> parse(String letters) {
        var rights = EnumSet.noneOf(Right.class);
        for (char letter : letters.toCharArray()) {
            switch (letter) {
                case 'c' -> rights.addAll(Set.of(Right.CREATE, Right.DELETE));
                case 'd' -> rights.addAll(Set.of(Right.DELETE_MESSAGES, Right.EXPUNGE));
                default -> {
                    if (!add(letter, rights)) {
                        return Optional.empty();
                    }
                }
            }
        }
        return Optional.of(new Rights(rights));
    }

    private static boolean add(char letter, Set<Right> rights) {
        for (Right right : Right.values()) {
            if (right.letter == letter) {
                rights.add(right);
                return true;
            }
        }
        return false;
    }

    public boolean has(Right right) {
        return all.contains(right);
    }

    public boolean hasAny(Right... some) {
        for (Right right : some) {
            if (has(right)) {
                return true;
            }
        }
        return false;
    }

    /** Whether annotations may be read: {@code l} and one of {@code rswip} (RFC 5464 3.3). */
    public boolean seesAnnotations() {
        return has(Right.LOOKUP) && hasAny(Right.READ, Right.SEEN, Right.WRITE, Right.INSERT, Right.POST);
    }

    Rights with(Rights more) {
        var rights = EnumSet.noneOf(Right.class);
        rights.addAll(all);
        rights.addAll(more.all);
        return new Rights(rights);
    }

    Rights without(Rights less) {
        var rights = EnumSet.noneOf(Right.class);
        rights.addAll(all);
        rights.removeAll(less.all);
        return new Rights(rights);
    }

    /** As they are kept. */
    String letters() {
        return letters(all);
    }

    static String letters(Collection<Right> rights) {
        var letters = new StringBuilder();
        for (Right right : Right.values()) {
            if (rights.contains(right)) {
                letters.append(right.letter);
            }
        }
        return letters.toString();
    }

    /** As clients are told them: with the old ones that old clients know (RFC 4314 2.1.1). */
    public String told() {
        return letters() + (hasAny(Right.CREATE, Right.DELETE) ? "c" : "") + (hasAny(Right.DELETE_MESSAGES, Right.EXPUNGE) ? "d" : "");
    }

    // ---- flags (RFC 4314 4)

    /** The flags among these that may be changed. */
    public Flags changeable(Flags flags) {
        var system = EnumSet.noneOf(Flags.System.class);
        for (Flags.System flag : flags.systemFlags()) {
            if (has(rightFor(flag))) {
                system.add(flag);
            }
        }
        return Flags.of(system, has(Right.WRITE) ? flags.keywords() : Set.of());
    }

    /** The same change, as far as these rights allow it; empty if they allow nothing of it (RFC 4314 4, STORE). */
    public Optional<FlagChange> allowed(FlagChange change) {
        if (this.equals(OWNER)) {
            return Optional.of(change);
        }
        int mask = 0;
        for (Flags.System flag : Flags.System.values()) {
            mask |= mayChange(flag) ? flag.bit() : 0;
        }
        boolean anything = mask != 0 || has(Right.WRITE);
        Flags possible = changeable(change.flags());
        boolean nothing = change.kind() == FlagChange.Kind.REPLACE ? !anything : possible.equals(Flags.NONE) && !change.flags().equals(Flags.NONE);
        return nothing || !anything ? Optional.empty() : Optional.of(new FlagChange(change.kind(), change.flags(), mask, has(Right.WRITE)));
    }

    /** What takes the flags off a copy that its maker may not set there (RFC 4314 4, COPY); empty if there is nothing to take off. */
    public Optional<FlagChange> cleansing() {
        int mask = 0;
        for (Flags.System flag : Flags.System.values()) {
            mask |= mayChange(flag) ? 0 : flag.bit();
        }
        return mask == 0 ? Optional.empty() : Optional.of(new FlagChange(FlagChange.Kind.REPLACE, Flags.NONE, mask, !has(Right.WRITE)));
    }

    public boolean mayChange(Flags.System flag) {
        return has(rightFor(flag));
    }

    private static Right rightFor(Flags.System flag) {
        return switch (flag) {
            case SEEN -> Right.SEEN;
            case DELETED -> Right.DELETE_MESSAGES;
            default -> Right.WRITE;
        };
    }

    /** Whether anything in the mailbox may be changed: if not, it is opened read-only (RFC 4314 5.2). */
    public boolean mayChangeAnything() {
        return hasAny(Right.INSERT, Right.EXPUNGE, Right.SEEN, Right.DELETE_MESSAGES, Right.WRITE, Right.ANNOTATE);
    }
}
