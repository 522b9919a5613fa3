package posthouse.server;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import posthouse.server.command.CommandLineTool;
import posthouse.server.command.Terminal;

/** Where the process begins. */
public final class Main {

    /** Commands that will log, as the first word. */
    private static final Set<String> SERVERS = Set.of("serve", "demo");

    private Main() {
    }

    public static void main(String[] arguments) {
        if (arguments.length > 0 && SERVERS.contains(arguments[0])) {
            Logging.begin();
        }
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int exitCode = new CommandLineTool(new Terminal(System.in, out, err)).run(List.of(arguments));
        out.flush();
        System.exit(exitCode);
    }
}
