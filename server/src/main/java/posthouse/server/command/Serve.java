package posthouse.server.command;

import java.util.List;
import picocli.CommandLine.ParseResult;
import posthouse.server.Assembly;
import posthouse.server.Foreground;
import posthouse.server.Logging;

/** {@code serve}: the server, in the foreground. */
final class Serve implements Action {

    @Override
    public int run(ParseResult parsed, CommonOptions options, Terminal terminal) throws Exception {
        int portOffset = parsed.matchedOptionValue("--port-offset", 0);
        var configuration = options.configuration(List.of(), portOffset);
        Logging.of(configuration);
        var server = Assembly.start(options.dataFolder(), configuration, portOffset);
        terminal.out().println("posthouse ready");
        terminal.out().flush();
        Foreground.run(server);
        return 0;
    }
}
