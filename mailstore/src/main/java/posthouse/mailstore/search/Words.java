package posthouse.mailstore.search;

import java.util.function.Consumer;

/** Makes words of characters: letters and digits next to each other, in their mapped form ({@link CaseMap}) without accents. */
final class Words implements Characters {

    private final Consumer<String> target;
    private final StringBuilder word = new StringBuilder();

    Words(Consumer<String> target) {
        this.target = target;
    }

    @Override
    public void character(int point) {
        if (point < 128) {
            char c = CaseMap.foldAscii(point);
            if (c >= 'A' && c <= 'Z' || c >= '0' && c <= '9') {
                add(c);
            } else {
                end();
            }
        } else if (Character.isLetterOrDigit(point)) {
            CaseMap.fold(point).codePoints().filter(Character::isLetterOrDigit).forEach(this::addPoint);
        } else if (Character.getType(point) != Character.NON_SPACING_MARK) {
            end();
        }
    }

    private void addPoint(int point) {
        for (char c : Character.toChars(point)) {
            add(c);
        }
    }

    private void add(char c) {
        word.append(c);
        if (word.length() == FuzzyWords.LONGEST) {
            end();
        }
    }

    /** A word ends here, if there is one. */
    void end() {
        if (!word.isEmpty()) {
            target.accept(word.toString());
            word.setLength(0);
        }
    }
}
