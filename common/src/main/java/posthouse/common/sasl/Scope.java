package posthouse.common.sasl;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an app password opens. */
public enum Scope {
    IMAP, POP3,
    /** Submission of mail. */
    SMTP,
    SIEVE;

    /** All there is: the scope of a password that names none. */
    public static Set<Scope> all() {
        return EnumSet.allOf(Scope.class);
    }

    /** In lower case, as people write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Scope> find(String word) {
        return Stream.of(values()).filter(scope -> scope.word().equals(word.toLowerCase(Locale.ROOT))).findFirst();
    }

    /** @param words with a comma between */
    public static Set<Scope> read(String words) {
        return Stream.of(words.split(",")).map(word -> find(word).orElseThrow()).collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }

    public static String write(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::word).collect(Collectors.joining(","));
    }

    /** Whether it takes logins by this protocol (see {@link posthouse.common.net.Protocol#name}). */
    static boolean covers(Set<Scope> scopes, String protocol) {
        return switch (protocol) {
            case "smtp", "submission", "submissions" -> scopes.contains(SMTP);
            case "managesieve" -> scopes.contains(SIEVE);
            default -> find(protocol).filter(scopes::contains).isPresent();
        };
    }
}
