package posthouse.imap.thread;

import java.util.Arrays;

/** Finds the Message-IDs in a field (RFC 5322 3.6.4), normalised: {@code <"a"@b>} is {@code <a@b>} (RFC 5256 3). */
final class MessageIds {

    /** Of one message; more a mail program does not write. The last ones say most about where it belongs. */
    static final int MOST = 100;
    private static final long[] NONE = {};

    private MessageIds() {
    }

    /** The hash of the first one; 0 if there is none. */
    static long first(String field) {
        long[] all = field == null ? NONE : all(field, 1);
        return all.length == 0 ? 0 : all[0];
    }

    /** The hashes of all, or of the last ones if there are very many. */
    static long[] all(String field) {
        long[] all = all(field, Integer.MAX_VALUE);
        return all.length > MOST ? Arrays.copyOfRange(all, all.length - MOST, all.length) : all;
    }

    /** The first one; {@code null} if there is none, or no field. */
    static String firstText(String field) {
        int start = field == null ? -1 : field.indexOf('<');
        while (start >= 0) {
            int end = field.indexOf('>', start);
            String id = end < 0 ? null : normalised(field, field.lastIndexOf('<', end) + 1, end);
            if (end < 0 || id != null) {
                return id;
            }
            start = field.indexOf('<', end);
        }
        return null;
    }

    private static long[] all(String field, int most) {
        long[] found = NONE;
        int count = 0;
        int start = field.indexOf('<');
        while (start >= 0 && count < most) {
            int end = field.indexOf('>', start);
            if (end < 0) {
                break;
            }
            int inner = field.lastIndexOf('<', end); // of "<<a@b>" the last "<" begins it
            String id = normalised(field, inner + 1, end);
            if (id != null) {
                found = count == found.length ? Arrays.copyOf(found, Math.max(4, 2 * count)) : found;
                found[count++] = Hash.of(id);
            }
            start = field.indexOf('<', end);
        }
        return Arrays.copyOf(found, count);
    }

    /** {@code null} where it is none: without {@code @}, or with blanks outside of quotes. */
    private static String normalised(String field, int from, int to) {
        var id = new StringBuilder(to - from);
        boolean quoted = false;
        boolean at = false;
        for (int i = from; i < to; i++) {
            char c = field.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted && i + 1 < to) {
                id.append(field.charAt(++i));
            } else if (!quoted && (c == ' ' || c == '\t')) {
                return null;
            } else {
                at |= c == '@' && id.length() > 0 && i + 1 < to;
                id.append(c);
            }
        }
        return at ? id.toString() : null;
    }
}
