package posthouse.smtp.envelope;

/** What BODY says of a message's octets. */
public enum Body {
    /** RFC 6152 2. What is stored keeps its octets all the same. */
    SEVEN_BIT("7BIT"),
    EIGHT_BIT_MIME("8BITMIME"),
    /** Any octets, no lines (RFC 3030 3). */
    BINARY_MIME("BINARYMIME");

    private final String keyword;

    Body(String keyword) {
        this.keyword = keyword;
    }

    /** As MAIL has it. */
    public String keyword() {
        return keyword;
    }
}
