package posthouse.mailstore.storm;

import java.util.ArrayList;
import java.util.List;

/** What an account holds after each deed of a {@link Script}. */
final class History {
    private final Script script;
    /** Hashes of texts: all of them would not fit. */
    private final List<Integer> states = new ArrayList<>();
    private String text;

    History(Script script) {
        this.script = script;
        note();
    }

    private void note() {
        text = script.model().text();
        states.add(text.hashCode());
    }

    /**
     * After how many deeds the account holds this.
     *
     * @param first what was acknowledged for certain
     * @param last what may have been done
     * @throws AssertionError if it is what no number of deeds between them leaves
     */
    int find(String actual, int first, int last) {
        while (states.size() <= last) {
            script.next();
            note();
        }
        for (int i = last; i >= first; i--) {
            if (states.get(i) == actual.hashCode()) {
                return i;
            }
        }
        for (int i = 0; i < states.size(); i++) {
            if (states.get(i) == actual.hashCode()) {
                throw new AssertionError("of " + first + " deeds that were acknowledged only " + i + " are there");
            }
        }
        throw new AssertionError("after " + first + " to " + last + " deeds there should be\n" + text + "\nand there is\n" + actual);
    }
}
