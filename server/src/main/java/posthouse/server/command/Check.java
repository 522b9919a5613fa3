package posthouse.server.command;

import java.util.List;
import picocli.CommandLine.ParseResult;
import posthouse.common.config.BadConfiguration;

/** {@code check}: every mistake of the configuration, one line each. */
final class Check implements Action {

    @Override
    public int run(ParseResult parsed, CommonOptions options, Terminal terminal) {
        try {
            options.configuration(List.of(), parsed.matchedOptionValue("--port-offset", 0));
        } catch (BadConfiguration e) {
            e.problems().forEach(terminal.err()::println);
            return 1;
        }
        terminal.out().println(options.configFile().map(file -> file + " is fine")
            .orElse("no configuration file: every key has its default"));
        return 0;
    }
}
