package posthouse.server.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import posthouse.common.config.BadConfiguration;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.StoreException;
import posthouse.server.admin.AdminAnswer;
import posthouse.server.admin.AdminClient;
import posthouse.server.admin.AdminRequest;
import posthouse.server.admin.Administration;
import posthouse.server.transfer.Progress;

/** A command on domains, accounts or aliases: asks the server that runs on the data folder, or opens the store itself. */
final class Administer implements Action {

    /** What concerns the command line alone; passwords come as {@link Password} reads them. */
    private static final Set<String> NOT_ASKED = Set.of("data", "config", "set", "help", "password", "password-stdin");
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);
    private static final long PAUSE_MILLIS = 100;

    private final String command;

    Administer(String command) {
        this.command = command;
    }

    @Override
    public int run(ParseResult parsed, CommonOptions options, Terminal terminal) throws Exception {
        var bar = ProgressBar.of(terminal);
        AdminAnswer answer = ask(request(parsed, terminal), options, bar);
        bar.end();
        answer.output().forEach(terminal.out()::println);
        answer.errors().forEach(error -> terminal.err().println("posthouse: " + error));
        return answer.exitCode();
    }

    private AdminRequest request(ParseResult parsed, Terminal terminal) throws UsageError, IOException {
        Map<String, String> options = new HashMap<>();
        for (OptionSpec option : parsed.matchedOptions()) {
            String name = option.longestName().substring(2);
            if (!NOT_ASKED.contains(name)) {
                options.put(name, option.arity().max() == 0 ? "true" : option.stringValues().get(0));
            }
        }
        Password.read(parsed, terminal).ifPresent(password -> options.put("password", password));
        var arguments = new ArrayList<String>();
        for (PositionalParamSpec positional : parsed.matchedPositionals()) {
            boolean folder = List.of(Commands.FOLDER, Commands.PATH).contains(positional.paramLabel()); // the server has another working directory
            positional.originalStringValues().forEach(v -> arguments.add(folder ? Path.of(v).toAbsolutePath().normalize().toString() : v));
        }
        return new AdminRequest(command, options, arguments);
    }

    /** The folder may change hands meanwhile: a server that starts or stops, another command. Then it is tried again. */
    private AdminAnswer ask(AdminRequest request, CommonOptions options, Progress progress) throws Exception {
        long began = System.nanoTime();
        while (true) {
            var answer = AdminClient.ask(options.dataFolder(), request, progress);
            if (answer.isPresent()) {
                return answer.get();
            }
            try {
                return alone(request, options, progress);
            } catch (StoreException e) {
                if (!isInUse(e) || System.nanoTime() - began > PATIENCE) {
                    throw e;
                }
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private AdminAnswer alone(AdminRequest request, CommonOptions options, Progress progress) throws BadConfiguration, CommandFailure, StoreException {
        Path data = options.dataFolder();
        if (!Files.exists(data) && !command.equals("domain add")) {
            throw new CommandFailure("there is no data folder " + data.toAbsolutePath().normalize()
                + "; --data names one, and domain add makes one");
        }
        var configuration = options.read();
        try (var store = MailStore.open(data, configuration)) {
            return new Administration(store, configuration).run(request, progress);
        }
    }

    private static boolean isInUse(StoreException e) {
        return e.getMessage().contains("in use");
    }
}
