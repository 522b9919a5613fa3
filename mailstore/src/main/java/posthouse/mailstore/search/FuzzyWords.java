package posthouse.mailstore.search;

import java.util.ArrayList;
import java.util.List;

/**
 * Words to look for, mistakes apart (RFC 6203): a word is like one that contains it, or from which it differs by one letter (by two if it has eight or more):
 * one that is missing, too many, another, or in the wrong place. Case and accents never count. What stands between words is no matter, nor is their
 * order. Safe for use by many threads.
 */
public final class FuzzyWords {

    /** More words of a query are not looked at. */
    private static final int MOST = 16;
    /** Of a longer word the rest is another one. */
    static final int LONGEST = 64;
    private static final int ONE_MISTAKE = 4;
    private static final int TWO_MISTAKES = 8;
    private static final int SAME = 100;
    private static final int PART = 90;
    private static final int EACH_MISTAKE = 25;

    private final List<String> words;

    private FuzzyWords(List<String> words) {
        this.words = words;
    }

    public static FuzzyWords of(String text) {
        var words = new ArrayList<String>();
        var gathering = new Words(word -> {
            if (words.size() < MOST && !words.contains(word)) {
                words.add(word);
            }
        });
        text.codePoints().forEach(gathering::character);
        gathering.end();
        return new FuzzyWords(List.copyOf(words));
    }

    /** Whether there is no word in what is looked for: nothing to be vague about. */
    public boolean isEmpty() {
        return words.isEmpty();
    }

    int count() {
        return words.size();
    }

    /** How like the word of this index a word of a text is: 0 for not at all, 100 for the same. */
    int likeness(int index, String word) {
        String sought = words.get(index);
        if (word.contains(sought)) {
            return word.length() == sought.length() ? SAME : PART;
        }
        int most = sought.length() < ONE_MISTAKE ? 0 : sought.length() < TWO_MISTAKES ? 1 : 2;
        if (most == 0 || Math.abs(sought.length() - word.length()) > most) {
            return 0;
        }
        int mistakes = mistakes(sought, word);
        return mistakes > most ? 0 : SAME - EACH_MISTAKE * mistakes;
    }

    /** Letters that were changed, left out, put in, or swapped with the next. */
    static int mistakes(String one, String other) {
        int[] before = new int[other.length() + 1];
        int[] above = new int[other.length() + 1];
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                boolean same = one.charAt(i - 1) == other.charAt(j - 1);
                row[j] = Math.min(above[j - 1] + (same ? 0 : 1), 1 + Math.min(above[j], row[j - 1]));
                if (i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            int[] free = before;
            before = above;
            above = row;
            row = free;
        }
        return above[other.length()];
    }
}
