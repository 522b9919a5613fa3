package posthouse.pop3.wire;

/** How a session speaks, which two commands may change: the language of its responses (RFC 6856 3), and UTF-8 mode (RFC 6856 2). */
public final class Speech {

    private Language language = Language.ENGLISH;
    private boolean utf8;

    public Language language() {
        return language;
    }

    public void speak(Language next) {
        language = next;
    }

    /** Whether the client has said that it takes UTF-8. */
    public boolean isUtf8() {
        return utf8;
    }

    public void useUtf8() {
        utf8 = true;
    }
}
