package posthouse.smtp.wire;

/** What a client said, fit for one line of a log: bounded, and nothing in it can end the line or colour a terminal. */
public final class LogText {

    private static final int MAX_LENGTH = 200;

    private LogText() {
    }

    public static String of(Object said) {
        String text = said.toString().stripTrailing();
        var safe = new StringBuilder(Math.min(text.length(), MAX_LENGTH) + 8);
        for (int i = 0; i < text.length() && i < MAX_LENGTH; i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || c == '\u2028' || c == '\u2029') {
                safe.append(String.format("\\u%04x", (int) c));
            } else {
                safe.append(c);
            }
        }
        return text.length() > MAX_LENGTH ? safe.append("...").toString() : safe.toString();
    }
}
