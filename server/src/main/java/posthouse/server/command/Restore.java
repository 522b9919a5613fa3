package posthouse.server.command;

import java.nio.file.Path;
import picocli.CommandLine.ParseResult;
import posthouse.mailstore.MailStore;

/** {@code restore DIR}: a whole store into an empty folder; with {@code --account} a part into a store, whether a server runs or not. */
final class Restore implements Action {

    @Override
    public int run(ParseResult parsed, CommonOptions options, Terminal terminal) throws Exception {
        if (parsed.hasMatchedOption("--account")) {
            return new Administer("restore").run(parsed, options, terminal);
        } else if (parsed.hasMatchedOption("--mailbox") || parsed.hasMatchedOption("--message")) {
            throw new UsageError("--mailbox and --message need --account");
        }
        Path data = options.dataFolder();
        MailStore.restore(Path.of(parsed.matchedPositionals().get(0).originalStringValues().get(0)), data, options.read());
        terminal.out().println("the store is in " + data.toAbsolutePath().normalize() + "; numbers that it may have told after the backup are skipped");
        return 0;
    }
}
