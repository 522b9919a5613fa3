package posthouse.server.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import posthouse.common.address.BadAddress;
import posthouse.common.config.BadConfiguration;
import posthouse.common.config.Nearest;
import posthouse.mailstore.StoreException;

/** The command line. What goes wrong is one line on standard error; exit codes: 0 done, 1 failed, 2 usage. */
public final class CommandLineTool {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private final Terminal terminal;

    public CommandLineTool(Terminal terminal) {
        this.terminal = terminal;
    }

    public int run(List<String> arguments) {
        var commandLine = new CommandLine(Commands.root());
        commandLine.setExpandAtFiles(false).setUsageHelpAutoWidth(true); // '@example.org' is an alias here and no file
        try {
            return execute(chain(commandLine.parseArgs(arguments.toArray(String[]::new))));
        } catch (ParameterException e) {
            return usage(problem(e), e.getCommandLine());
        }
    }

    /** The command that was called and those above it, outermost first. */
    private static List<ParseResult> chain(ParseResult outermost) {
        var chain = new ArrayList<ParseResult>(List.of(outermost));
        while (chain.get(chain.size() - 1).hasSubcommand()) {
            chain.add(chain.get(chain.size() - 1).subcommand());
        }
        return chain;
    }

    private int execute(List<ParseResult> chain) {
        ParseResult parsed = chain.get(chain.size() - 1);
        CommandLine called = parsed.commandSpec().commandLine();
        if (parsed.isUsageHelpRequested()) {
            called.usage(terminal.out(), Ansi.OFF);
            return DONE;
        } else if (parsed.isVersionHelpRequested()) {
            String version = CommandLineTool.class.getPackage().getImplementationVersion();
            terminal.out().println("posthouse " + (version == null ? "(not packaged)" : version));
            return DONE;
        } else if (!(parsed.commandSpec().userObject() instanceof Action action)) {
            called.usage(terminal.err(), Ansi.OFF);
            return USAGE;
        } else {
            return execute(action, parsed, CommonOptions.of(chain), called);
        }
    }

    private int execute(Action action, ParseResult parsed, CommonOptions options, CommandLine called) {
        try {
            return action.run(parsed, options, terminal);
        } catch (UsageError | BadAddress e) {
            return usage(e.getMessage(), called);
        } catch (BadConfiguration e) {
            return badConfiguration(e);
        } catch (CommandFailure | StoreException | IOException e) {
            return failed(e.getMessage() == null ? e.toString() : e.getMessage());
        } catch (Exception | StackOverflowError | LinkageError e) {
            return failed("this is a mistake of Posthouse: " + e + at(e));
        } catch (OutOfMemoryError e) {
            return failed("there is too little memory; POSTHOUSE_JAVA_OPTS=-Xmx512m gives more");
        }
    }

    /** One line; the mistake of an argument is one of usage. */
    private int badConfiguration(BadConfiguration e) {
        var first = e.problems().get(0);
        int more = e.problems().size() - 1;
        failed(first + (more == 0 ? "" : " (and " + more + " more: posthouse check shows them all)"));
        return first.origin().isArgument() ? USAGE : FAILED;
    }

    private static String at(Throwable e) {
        return e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
    }

    private int failed(String problem) {
        terminal.err().println("posthouse: " + oneLine(problem));
        return FAILED;
    }

    private int usage(String problem, CommandLine called) {
        terminal.err().println("posthouse: " + oneLine(problem) + "; see " + called.getCommandSpec().qualifiedName() + " --help");
        return USAGE;
    }

    private static String problem(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().get(0).startsWith("-")) {
            String word = unmatched.getUnmatched().get(0);
            var known = Commands.names(e.getCommandLine().getCommandSpec());
            return known.isEmpty() ? "'" + word + "' is one argument too many"
                : "there is no command '" + word + "'" + Nearest.to(word, known).map(name -> ", did you mean " + name + "?").orElse("");
        }
        String message = e.getMessage();
        return Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
