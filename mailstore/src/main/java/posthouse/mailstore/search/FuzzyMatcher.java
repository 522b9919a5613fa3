package posthouse.mailstore.search;

import java.nio.charset.Charset;
import java.util.Arrays;

/** Looks for {@link FuzzyWords} in texts: all of them must be like a word of the text. */
final class FuzzyMatcher implements Sought {

    private static final int SAME = 100;

    private final FuzzyWords sought;
    private final Words words = new Words(this::word);
    /** How like each of the words the best one of the text is so far. */
    private final int[] best;
    private CharacterSource characters;

    FuzzyMatcher(FuzzyWords sought) {
        this.sought = sought;
        this.best = new int[sought.count()];
    }

    private void word(String word) {
        for (int i = 0; i < best.length; i++) {
            if (best[i] < SAME) {
                best[i] = Math.max(best[i], sought.likeness(i, word));
            }
        }
    }

    @Override
    public boolean isEmpty() {
        return sought.isEmpty();
    }

    @Override
    public boolean in(String text) {
        Arrays.fill(best, 0);
        text.codePoints().forEach(words::character);
        words.end();
        return found();
    }

    @Override
    public void begin(Charset charset) {
        Arrays.fill(best, 0);
        characters = CharacterSource.of(charset);
    }

    @Override
    public boolean add(byte[] octets, int from, int to) {
        for (int at = from; at < to; at += CharacterSource.BLOCK) {
            characters.decode(octets, at, Math.min(to, at + CharacterSource.BLOCK), words);
        }
        return Arrays.stream(best).allMatch(likeness -> likeness == SAME);
    }

    @Override
    public boolean end() {
        characters.end(words);
        words.end();
        return found();
    }

    private boolean found() {
        return Arrays.stream(best).allMatch(likeness -> likeness > 0);
    }

    @Override
    public int likeness() {
        return (int) Arrays.stream(best).average().orElse(SAME);
    }
}
