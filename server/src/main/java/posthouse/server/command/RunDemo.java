package posthouse.server.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ParseResult;
import posthouse.server.Demo;
import posthouse.server.Logging;

/** {@code demo}: {@link Demo}, with what the command line says. */
final class RunDemo implements Action {

    private static final List<String> LANGUAGES = List.of("en", "zh");

    @Override
    public int run(ParseResult parsed, CommonOptions options, Terminal terminal) throws Exception {
        String language = parsed.matchedOptionValue("--lang", "en");
        if (!LANGUAGES.contains(language)) {
            throw new UsageError("--lang is one of " + String.join(", ", LANGUAGES));
        }
        int portOffset = parsed.matchedOptionValue("--port-offset", Demo.PORT_OFFSET);
        var settings = new ArrayList<>(Demo.settings());
        if (parsed.hasMatchedOption("--any-port")) {
            settings.addAll(Demo.anyPort());
        }
        if (options.sets().stream().anyMatch(set -> set.strip().startsWith("relay."))) {
            settings.remove(Demo.SENDS_NOTHING);
        }
        var configuration = options.configuration(settings, portOffset);
        if (Demo.isLmtpTaken(configuration, portOffset)) {
            terminal.err().println("posthouse: something else has the port for lmtp, so the demo goes without it");
            settings.add(Demo.WITHOUT_LMTP);
            configuration = options.configuration(settings, portOffset);
        }
        Logging.of(configuration);
        return Demo.run(options.data(), configuration, portOffset, language, parsed.hasMatchedOption("--once"), terminal.out());
    }
}
