package posthouse.imap.command;

import java.util.Locale;
import posthouse.mailstore.Mailboxes;

/**
 * A mailbox name with wildcards (RFC 9051 6.3.9): {@code *} is any text, {@code %} any without a hierarchy separator. It is
 * matched with all its places at once, one bit each, so that no pattern is slow.
 */
public final class MailboxPattern {

    private final String pattern;
    private final int words;
    private final long[] wild; // places of wildcards
    private final long[] star; // those of *

    public MailboxPattern(String text) {
        this.pattern = joined(text);
        this.words = pattern.length() / Long.SIZE + 1;
        this.wild = new long[words];
        this.star = new long[words];
        for (int i = 0; i < pattern.length(); i++) {
            if (isWild(pattern.charAt(i))) {
                set(wild, i);
            }
            if (pattern.charAt(i) == '*') {
                set(star, i);
            }
        }
    }

    /** Wildcards that stand together match what the strongest of them does; no two are neighbours then. */
    private static String joined(String text) {
        var joined = new StringBuilder();
        for (char c : text.toCharArray()) {
            int last = joined.length() - 1;
            if (isWild(c) && last >= 0 && isWild(joined.charAt(last))) {
                joined.setCharAt(last, c == '*' ? '*' : joined.charAt(last));
            } else {
                joined.append(c);
            }
        }
        return joined.toString();
    }

    private static boolean isWild(char c) {
        return c == '*' || c == '%';
    }

    /** INBOX is matched in any case (RFC 9051 5.1). */
    public boolean matches(String name) {
        return run(name, pattern) || name.equals(Mailboxes.INBOX) && run(name, pattern.toUpperCase(Locale.ROOT));
    }

    private boolean run(String name, String against) {
        long[] at = new long[words]; // bit i: the first i characters of the pattern match what was read
        set(at, 0);
        passWild(at);
        for (int i = 0; i < name.length(); i++) {
            at = step(at, name.charAt(i), against);
        }
        return has(at, against.length());
    }

    private long[] step(long[] at, char c, String against) {
        long[] next = new long[words];
        boolean any = false;
        for (int word = 0; word < words; word++) {
            next[word] |= at[word] & (c == Mailboxes.SEPARATOR ? star[word] : wild[word]); // a wildcard takes it and stays
            for (long rest = at[word] & ~wild[word]; rest != 0; rest &= rest - 1) {
                int place = word * Long.SIZE + Long.numberOfTrailingZeros(rest);
                if (place < against.length() && against.charAt(place) == c) {
                    set(next, place + 1);
                }
            }
            any |= at[word] != 0;
        }
        if (any) {
            passWild(next);
        }
        return next;
    }

    /** A wildcard may match nothing. */
    private void passWild(long[] at) {
        long carry = 0;
        for (int word = 0; word < words; word++) {
            long waiting = at[word] & wild[word];
            at[word] |= waiting << 1 | carry;
            carry = waiting >>> Long.SIZE - 1;
        }
    }

    private static void set(long[] bits, int index) {
        bits[index / Long.SIZE] |= 1L << index % Long.SIZE;
    }

    private static boolean has(long[] bits, int index) {
        return (bits[index / Long.SIZE] & 1L << index % Long.SIZE) != 0;
    }
}
