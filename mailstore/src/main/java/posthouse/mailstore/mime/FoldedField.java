package posthouse.mailstore.mime;

/** Writes a header field word by word, with a new line before a word that would make one longer than 76 (RFC 5322 2.1.1, RFC 2047 2). */
final class FoldedField {
    private static final int LONGEST = 76;

    private final StringBuilder field;
    private int column;

    FoldedField(String name) {
        field = new StringBuilder(name).append(':');
        column = field.length();
    }

    /** Adds a word behind a blank. */
    FoldedField word(String word) {
        if (column + 1 + word.length() > LONGEST && column > 1) {
            field.append("\r\n");
            column = 0;
        }
        field.append(' ').append(word);
        column += 1 + word.length();
        return this;
    }

    FoldedField words(Iterable<String> words) {
        words.forEach(this::word);
        return this;
    }

    /** With its line end. */
    @Override
    public String toString() {
        return field + "\r\n";
    }
}
