package posthouse.mailstore.search;

import java.text.Normalizer;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Makes texts alike that differ only in case or in how a character is composed: i;unicode-casemap (RFC 5051) and a little more.
 * Each character is decomposed by compatibility, its parts made lower, then upper case with the full mappings: {@code é} is
 * {@code E} and an accent, a full-width letter is the plain one, {@code ﬁ} is {@code FI}, {@code ß} is {@code SS}. Characters
 * are mapped one by one, so that it can be done while a text passes.
 */
public final class CaseMap {
    private static final char[] ASCII = new char[128];
    private static final AtomicReferenceArray<Page> PAGES = new AtomicReferenceArray<>(Character.MAX_CODE_POINT + 1 >> 8);

    static {
        for (char c = 0; c < 128; c++) {
            ASCII[c] = c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
        }
    }

    private CaseMap() {
    }

    /** The text in its mapped form. */
    public static String fold(String text) {
        int plain = plainLength(text);
        if (plain == text.length()) {
            return text;
        }
        var folded = new StringBuilder(text.length() + 16).append(text, 0, plain);
        for (int i = plain; i < text.length();) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (point < 128) {
                folded.append(ASCII[point]);
            } else {
                folded.append(fold(point));
            }
        }
        return folded.toString();
    }

    private static int plainLength(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) < 128 && ASCII[text.charAt(i)] == text.charAt(i)) {
            i++;
        }
        return i;
    }

    static char foldAscii(int c) {
        return ASCII[c];
    }

    /** The mapped form of a character. */
    static String fold(int point) {
        return page(point).folded[point & 0xff];
    }

    /** The mapped form of a character if that is one char, else NUL. */
    static char foldToOne(int point) {
        return page(point).single[point & 0xff];
    }

    private static Page page(int point) {
        Page page = PAGES.get(point >> 8);
        if (page == null) {
            page = new Page(point >> 8);
            PAGES.set(point >> 8, page);
        }
        return page;
    }

    /** 256 characters, mapped when the first of them is met. */
    private static final class Page {
        final String[] folded = new String[256];
        final char[] single = new char[256];

        Page(int number) {
            for (int i = 0; i < folded.length; i++) {
                folded[i] = map(number << 8 | i);
                single[i] = folded[i].length() == 1 ? folded[i].charAt(0) : 0;
            }
        }
    }

    private static String map(int point) {
        String character = Character.toString(point);
        if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
            return character;
        }
        String lower = Normalizer.normalize(character, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(lower.toUpperCase(Locale.ROOT), Normalizer.Form.NFKD);
    }
}
