package posthouse.common.net;

/** What a client said, fit for one line of a log: bounded, and nothing in it can end the line or colour a terminal. */
public final class LogText {

    private static final int LENGTH = 200;

    private LogText() {
    }

    /** At most some 200 characters of it. */
    public static String of(Object said) {
        return of(said, LENGTH);
    }

    /** At most {@code longest} characters of it, and how many more there were. */
    public static String of(Object said, int longest) {
        String text = said.toString().stripTrailing();
        if (text.length() <= longest && isPlain(text)) {
            return text;
        }
        var safe = new StringBuilder(Math.min(text.length(), longest) + 16);
        for (int i = 0; i < text.length(); i++) {
            if (i == longest) {
                return safe.append("... and ").append(text.length() - i).append(" more").toString();
            }
            char c = text.charAt(i);
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || c == '\u2028' || c == '\u2029') {
                safe.append(String.format("\\u%04x", (int) c));
            } else {
                safe.append(c);
            }
        }
        return safe.toString();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
