package posthouse.mailstore.search;

import java.util.Locale;
import posthouse.mailstore.mime.HeaderText;

/**
 * The subject without what replies, forwards and mailing lists put around it (RFC 5256 2.1): what SORT and THREAD compare,
 * by its {@link CaseMap#fold} form.
 *
 * @param replyOrForward whether something was taken off that says so (RFC 5256 3)
 */
public record BaseSubject(String text, boolean replyOrForward) {

    /** @param rawOctets the field's unfolded value, one char an octet; {@code null} where there is none */
    public static BaseSubject of(String rawOctets) {
        return rawOctets == null ? new BaseSubject("", false) : ofDecoded(HeaderText.decode(rawOctets));
    }

    static BaseSubject ofDecoded(String subject) {
        var extraction = new Extraction(oneBlank(subject));
        extraction.run();
        return new BaseSubject(extraction.text.substring(extraction.start, extraction.end), extraction.replyOrForward);
    }

    /** Step 1: tabs are blanks, and of several one is left. */
    private static String oneBlank(String subject) {
        var text = new StringBuilder(subject.length());
        for (int i = 0; i < subject.length(); i++) {
            char c = subject.charAt(i);
            boolean blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
            if (!blank) {
                text.append(c);
            } else if (text.isEmpty() || text.charAt(text.length() - 1) != ' ') {
                text.append(' ');
            }
        }
        return text.toString();
    }

    /** Steps 2 to 6, on the text between two ends that come closer; each char is looked at a few times at most. */
    private static final class Extraction {
        private final String text;
        private int start;
        private int end;
        private boolean replyOrForward;

        Extraction(String text) {
            this.text = text;
            this.end = text.length();
        }

        void run() {
            do {
                trailers();
                leaders();
            } while (forwarded());
        }

        /** Step 2: {@code (fwd)} and blanks at the end. */
        private void trailers() {
            while (true) {
                if (end > start && text.charAt(end - 1) == ' ') {
                    end--;
                } else if (end - start >= 5 && startsWith(end - 5, "(fwd)")) {
                    end -= 5;
                    replyOrForward = true;
                } else {
                    return;
                }
            }
        }

        /** Steps 3 to 5: {@code Re:}, {@code Fwd:} and bracketed words before them; and bracketed words that are not all. */
        private void leaders() {
            while (true) {
                start = skipBlanks(start);
                int lastBlob = start;
                int at = start;
                for (int next = blob(at); next > at; next = blob(at)) {
                    lastBlob = at;
                    at = next;
                }
                int behind = replyOrForward(at);
                if (behind > at) {
                    start = behind;
                    replyOrForward = true;
                } else {
                    start = at < end ? at : lastBlob;
                    return;
                }
            }
        }

        /** Step 6: {@code [fwd: ...]}. */
        private boolean forwarded() {
            if (end - start < 6 || !startsWith(start, "[fwd:") || text.charAt(end - 1) != ']') {
                return false;
            }
            start += 5;
            end--;
            replyOrForward = true;
            return true;
        }

        /** Behind {@code [word]} and blanks; {@code from} if there is none. */
        private int blob(int from) {
            if (from >= end || text.charAt(from) != '[') {
                return from;
            }
            int at = from + 1;
            while (at < end && text.charAt(at) != '[' && text.charAt(at) != ']') {
                at++;
            }
            return at < end && text.charAt(at) == ']' ? skipBlanks(at + 1) : from;
        }

        /** Behind {@code re:}, {@code fw [word]:} and the like; {@code from} if there is none. */
        private int replyOrForward(int from) {
            int at;
            if (startsWith(from, "fwd")) {
                at = from + 3;
            } else if (startsWith(from, "re") || startsWith(from, "fw")) {
                at = from + 2;
            } else {
                return from;
            }
            at = blob(skipBlanks(at));
            return at < end && text.charAt(at) == ':' ? at + 1 : from;
        }

        private int skipBlanks(int from) {
            int at = from;
            while (at < end && text.charAt(at) == ' ') {
                at++;
            }
            return at;
        }

        private boolean startsWith(int from, String word) {
            return from + word.length() <= end && text.substring(from, from + word.length()).toLowerCase(Locale.ROOT).equals(word);
        }
    }
}
