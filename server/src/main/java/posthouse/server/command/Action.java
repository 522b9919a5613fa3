package posthouse.server.command;

import picocli.CommandLine.ParseResult;

/** What a command does. */
interface Action {

    /**
     * @param parsed what stands behind the command's name
     * @return the exit code
     */
    int run(ParseResult parsed, CommonOptions options, Terminal terminal) throws Exception;
}
