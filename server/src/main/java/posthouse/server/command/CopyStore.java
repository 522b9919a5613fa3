package posthouse.server.command;

import java.util.function.BiConsumer;
import picocli.CommandLine.ParseResult;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.StoreCare;

/** {@code store copy}: a whole store to another engine. No server may use either place. */
final class CopyStore implements Action {
    private static final long SECOND = 1_000_000_000L;

    @Override
    public int run(ParseResult parsed, CommonOptions options, Terminal terminal) throws Exception {
        String from = parsed.matchedOptionValue("--from", null);
        String to = parsed.matchedOptionValue("--to", null);
        if (from == null || to == null) {
            throw new UsageError("--from and --to are needed: data folders, or the URL of a PostgreSQL");
        }
        StoreCare.Findings found = MailStore.copy(from, to, options.read(), progress(terminal));
        terminal.out().println("copied " + found.messages() + " messages, " + found.octets() + " octets; all was read back and is as it was. "
            + "The old place is marked: no server uses it any more");
        return 0;
    }

    /** A line each second. */
    private static BiConsumer<Long, Long> progress(Terminal terminal) {
        long[] last = {System.nanoTime()};
        return (bodies, octets) -> {
            if (System.nanoTime() - last[0] > SECOND) {
                last[0] = System.nanoTime();
                terminal.err().println(bodies + " messages, " + (octets >> 20) + " MiB");
            }
        };
    }
}
