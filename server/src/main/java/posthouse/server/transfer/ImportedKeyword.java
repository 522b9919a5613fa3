package posthouse.server.transfer;

/** What may be a keyword (RFC 9051 9: flag-keyword is an atom). */
final class ImportedKeyword {
    private static final int LONGEST = 200;

    private ImportedKeyword() {
    }

    static boolean isAtom(String word) {
        return !word.isEmpty() && word.length() <= LONGEST && word.chars().allMatch(c -> c > ' ' && c < 0x7f && "(){%*\"\\]".indexOf(c) < 0);
    }
}
