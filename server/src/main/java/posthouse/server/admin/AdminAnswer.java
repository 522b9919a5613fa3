package posthouse.server.admin;

import java.util.List;

/**
 * What came of it.
 *
 * @param exitCode of the command line: 0 done, 1 failed, 2 usage
 * @param output lines for standard output
 * @param errors lines for standard error
 */
public record AdminAnswer(int exitCode, List<String> output, List<String> errors) {

    static AdminAnswer done(List<String> output) {
        return new AdminAnswer(0, output, List.of());
    }

    static AdminAnswer failed(String error) {
        return new AdminAnswer(1, List.of(), List.of(error));
    }

    static AdminAnswer usage(String error) {
        return new AdminAnswer(2, List.of(), List.of(error));
    }
}
