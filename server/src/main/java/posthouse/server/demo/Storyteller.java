package posthouse.server.demo;

import java.io.PrintStream;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/** Prints the trip as a person would tell it, in one language. */
final class Storyteller implements Wire.Ear {

    /** What a line on the wire may show before it is cut. */
    private static final int WIDTH = 160;

    private final PrintStream out;
    private final ResourceBundle words;
    private final Locale locale;
    private final List<String> heard = new ArrayList<>();
    private int chapter;

    Storyteller(PrintStream out, Locale locale) {
        this.out = out;
        this.locale = locale;
        words = ResourceBundle.getBundle("posthouse.server.demo.trip", locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** A text of the bundle, with its values. */
    String word(String key, Object... values) {
        return new MessageFormat(words.getString(key), locale).format(Stream.of(values).map(String::valueOf).toArray());
    }

    /** A heading. */
    void chapter(String key, Object... values) {
        chapter++;
        out.printf("%n== %d. %s%n", chapter, word(key, values));
    }

    /** What the next lines are for. */
    void explain(String key, Object... values) {
        out.printf("%n   %s%n", word(key, values));
    }

    void say(String text) {
        out.println(text);
    }

    @Override
    public void heard(char side, String line) {
        heard.add(side + ": " + line);
        int shown = line.length() <= WIDTH ? line.length() : line.offsetByCodePoints(0, Math.min(WIDTH, line.codePointCount(0, line.length())));
        out.println("     " + side + ": " + line.substring(0, shown) + (shown < line.length() ? " ..." : ""));
    }

    /** Every line that crossed the wire so far: {@code C: ...} and {@code S: ...}. */
    List<String> conversation() {
        return List.copyOf(heard);
    }
}
