package posthouse.server.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import posthouse.common.config.BadConfiguration;
import posthouse.common.config.Configuration;
import posthouse.common.config.Problem;
import posthouse.server.AllKeys;
import posthouse.server.ConfigurationCheck;

/**
 * What every command takes.
 *
 * @param data empty if not given
 * @param config empty if not given
 * @param sets {@code key=value}, in their order
 */
record CommonOptions(Optional<Path> data, Optional<Path> config, List<String> sets) {

    private static final Path DATA = Path.of("data");
    private static final Path CONFIG = Path.of("conf", "posthouse.toml");

    /** They may stand before the command as well as behind it. */
    static void addTo(CommandSpec command) {
        command.addOption(OptionSpec.builder("--data").type(Path.class).paramLabel("DIR")
            .description("The data folder: all that is kept (default: ./data).").build());
        command.addOption(OptionSpec.builder("--config").type(Path.class).paramLabel("FILE")
            .description("The configuration (default: conf/posthouse.toml).").build());
        command.addOption(OptionSpec.builder("--set").type(List.class).auxiliaryTypes(String.class).arity("1").paramLabel("KEY=VALUE")
            .description("Overrides one key of the configuration; may be repeated.").build());
        command.addOption(OptionSpec.builder("-h", "--help").usageHelp(true).description("Shows this help.").build());
    }

    /** @param chain the command and those above it, outermost first */
    static CommonOptions of(List<ParseResult> chain) {
        var sets = new ArrayList<String>();
        chain.forEach(parsed -> sets.addAll(parsed.matchedOptionValue("--set", List.<String>of())));
        return new CommonOptions(last(chain, "--data"), last(chain, "--config"), sets);
    }

    private static Optional<Path> last(List<ParseResult> chain, String option) {
        return chain.stream().<Path>flatMap(parsed -> Stream.ofNullable(parsed.matchedOptionValue(option, null)))
            .reduce((outer, inner) -> inner);
    }

    Path dataFolder() {
        return data.orElse(DATA);
    }

    /** The file to read: as given, or the usual one if there is one, here or beside the launcher. */
    Optional<Path> configFile() {
        if (config.isPresent()) {
            return config;
        }
        String home = System.getProperty("posthouse.home");
        return Stream.concat(Stream.of(CONFIG), Stream.ofNullable(home).map(folder -> Path.of(folder).resolve(CONFIG)))
            .filter(Files::exists).findFirst();
    }

    /** The configuration for a command that opens no port: whether certificates can be read is no concern of it. */
    Configuration read() throws BadConfiguration {
        return Configuration.read(AllKeys.ALL, configFile(), sets);
    }

    /**
     * The configuration, checked in every way.
     *
     * @param defaults settings of the command itself: stronger than the file, weaker than the user's
     */
    Configuration configuration(List<String> defaults, int portOffset) throws BadConfiguration {
        var configuration = Configuration.inspect(AllKeys.ALL, configFile(), Stream.concat(defaults.stream(), sets.stream()).toList());
        List<Problem> problems = ConfigurationCheck.problems(configuration, portOffset);
        if (!problems.isEmpty()) {
            throw new BadConfiguration(problems);
        }
        return configuration;
    }
}
