package posthouse.common.config;

import java.util.Comparator;

/**
 * Where a setting comes from.
 *
 * @param source the file, or the argument of the command line as it was typed
 * @param line 0 for the command line
 */
public record Origin(String source, int line, int column) implements Comparable<Origin> {

    static Origin ofArgument(String argument) {
        return new Origin("--set " + argument, 0, 0);
    }

    public boolean isArgument() {
        return line == 0;
    }

    @Override
    public int compareTo(Origin other) {
        return Comparator.comparing(Origin::isArgument).thenComparing(Origin::line).thenComparing(Origin::column).compare(this, other);
    }

    @Override
    public String toString() {
        return isArgument() ? source : source + ':' + line + ':' + column;
    }
}
