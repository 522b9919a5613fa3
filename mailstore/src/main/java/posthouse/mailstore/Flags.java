package posthouse.mailstore;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The flags of a message (RFC 9051 2.3.2): system flags and keywords. {@code \Recent} is no flag of the store.
 *
 * @param system bits of {@link System}
 * @param keywords without duplicates (compared without case), sorted without case, spelled as first set
 */
public record Flags(int system, List<String> keywords) {

    /** The system flags, each with its bit. */
    public enum System {
        SEEN("\\Seen"), ANSWERED("\\Answered"), FLAGGED("\\Flagged"), DELETED("\\Deleted"), DRAFT("\\Draft");

        /** The name on the wire. */
        public final String atom;

        System(String atom) {
            this.atom = atom;
        }

        public int bit() {
            return 1 << ordinal();
        }
    }

    /** What the keywords of a message may have together. */
    public static final int MAX_KEYWORD_OCTETS = 4096;

    public static final Flags NONE = new Flags(0, List.of());

    public Flags {
        keywords = List.copyOf(keywords);
    }

    public static Flags of(System... flags) {
        int bits = 0;
        for (System flag : flags) {
            bits |= flag.bit();
        }
        return new Flags(bits, List.of());
    }

    public static Flags of(Set<System> system, Iterable<String> keywords) {
        var sorted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        keywords.forEach(sorted::add);
        return new Flags(of(system.toArray(System[]::new)).system, List.copyOf(sorted));
    }

    /** @throws TooManyKeywords if no message may have so many */
    public Flags bounded() throws TooManyKeywords {
        if (keywords.stream().mapToInt(String::length).sum() > MAX_KEYWORD_OCTETS) {
            throw new TooManyKeywords();
        }
        return this;
    }

    public boolean has(System flag) {
        return (system & flag.bit()) != 0;
    }

    public boolean has(String keyword) {
        for (int i = 0; i < keywords.size(); i++) { // asked of each message of a mailbox
            if (keyword.equalsIgnoreCase(keywords.get(i))) {
                return true;
            }
        }
        return false;
    }

    public Set<System> systemFlags() {
        var set = EnumSet.noneOf(System.class);
        for (System flag : System.values()) {
            if (has(flag)) {
                set.add(flag);
            }
        }
        return set;
    }

    public Flags with(Flags added) {
        if (keywords.isEmpty() && added.keywords.isEmpty()) {
            return new Flags(system | added.system, List.of());
        }
        var all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        all.addAll(keywords);
        all.addAll(added.keywords);
        return new Flags(system | added.system, List.copyOf(all));
    }

    public Flags without(Flags removed) {
        return new Flags(system & ~removed.system, keywords.stream().filter(k -> !removed.has(k)).toList());
    }

    /** The names on the wire: system flags, then keywords. */
    public List<String> atoms() {
        var atoms = new java.util.ArrayList<String>();
        systemFlags().forEach(f -> atoms.add(f.atom));
        atoms.addAll(keywords);
        return atoms;
    }
}
