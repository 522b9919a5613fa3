package posthouse.common.config;

import java.util.List;

/** A configuration that can't be used: all of its mistakes. */
public final class BadConfiguration extends Exception {

    private final transient List<Problem> problems;

    public BadConfiguration(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).reduce((a, b) -> a + System.lineSeparator() + b).orElseThrow());
        this.problems = problems.stream().sorted(Problem.IN_ORDER).toList();
    }

    /** In the order of the file; at least one. */
    public List<Problem> problems() {
        return problems;
    }
}
