package posthouse.server.command;

import picocli.CommandLine.ParseResult;

/** {@code backup DIR}: by the server that runs, or without one. */
final class BackUp implements Action {

    @Override
    public int run(ParseResult parsed, CommonOptions options, Terminal terminal) throws Exception {
        if (parsed.matchedPositionals().isEmpty()) {
            throw new UsageError("the folder for the backup is missing");
        }
        return new Administer("backup").run(parsed, options, terminal);
    }
}
