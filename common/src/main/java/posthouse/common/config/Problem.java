package posthouse.common.config;

import java.util.Comparator;

/**
 * One mistake in the configuration.
 *
 * @param origin where it stands
 * @param text what is wrong and what is expected
 */
public record Problem(Origin origin, String text) {

    /** As they stand in the file, then those of the command line. */
    static final Comparator<Problem> IN_ORDER = Comparator.comparing(Problem::origin);

    /** {@code conf/posthouse.toml:12:3: auth.plaintex: there is no such key, did you mean auth.plaintext?} */
    @Override
    public String toString() {
        return origin + ": " + text;
    }
}
