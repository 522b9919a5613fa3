package posthouse.server.command;

import java.nio.file.Path;
import picocli.CommandLine.ParseResult;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.StoreCare.Findings;

/** {@code backup verify DIR}: compares digests, then opens it and reads all of it. Needs no store and no server. */
final class VerifyBackup implements Action {

    @Override
    public int run(ParseResult parsed, CommonOptions options, Terminal terminal) throws Exception {
        Path folder = Path.of(parsed.matchedPositionals().get(0).originalStringValues().get(0));
        Findings found = MailStore.verifyBackup(folder);
        found.problems().forEach(terminal.out()::println);
        if (!found.problems().isEmpty()) {
            throw new CommandFailure("something is wrong with the backup in " + folder);
        }
        terminal.out().printf("the backup in %s has %,d messages, %,d bodies and %,d records, and all is as it was written%n", folder, found.messages(),
            found.bodies(), found.records());
        return 0;
    }
}
