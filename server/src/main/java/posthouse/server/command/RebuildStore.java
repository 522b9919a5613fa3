package posthouse.server.command;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ParseResult;
import posthouse.mailstore.MailStore;

/** {@code store rebuild}: the tables anew, from a snapshot and the journal. Not while a server runs: it has them open. */
final class RebuildStore implements Action {

    @Override
    public int run(ParseResult parsed, CommonOptions options, Terminal terminal) throws Exception {
        Path data = options.dataFolder();
        if (!Files.exists(data)) {
            throw new CommandFailure("there is no data folder " + data.toAbsolutePath().normalize() + "; --data names one");
        }
        MailStore.rebuild(data, options.read());
        terminal.out().println("the database is made anew; the old one is beside it, as a file whose name has 'aside' in it");
        return 0;
    }
}
