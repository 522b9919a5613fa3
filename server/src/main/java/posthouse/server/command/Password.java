package posthouse.server.command;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Where a new password comes from: an option, standard input, or whoever sits at the terminal. */
final class Password {

    private static final int MAX_OCTETS = 4096;

    private Password() {
    }

    /** Empty if this command takes none, or not this way of it: an import from files. */
    static Optional<String> read(ParseResult parsed, Terminal terminal) throws UsageError, IOException {
        boolean ofOther = parsed.commandSpec().findOption("--imap") != null;
        if (parsed.commandSpec().findOption("--password") == null || parsed.hasMatchedOption("--off")
            || ofOther && !parsed.hasMatchedOption("--imap")) {
            return Optional.empty();
        }
        String given = parsed.matchedOptionValue("--password", null);
        boolean fromInput = parsed.hasMatchedOption("--password-stdin");
        if (given != null && fromInput) {
            throw new UsageError("--password and --password-stdin exclude each other");
        }
        String password = given != null ? given : fromInput ? line(terminal.in()) : ask(!ofOther);
        if (password.isEmpty()) {
            throw new UsageError("the password is empty");
        }
        return Optional.of(password);
    }

    /** What stands before the first line end; no more is read, so that it can also be typed. */
    private static String line(InputStream in) throws IOException, UsageError {
        var line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet >= 0 && octet != '\n' && octet != '\r'; octet = in.read()) {
            line.write(octet);
            if (line.size() > MAX_OCTETS) {
                throw new UsageError("the password is longer than " + MAX_OCTETS + " octets");
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** @param isNew whether it is asked for twice */
    private static String ask(boolean isNew) throws UsageError {
        Console console = System.console();
        if (console == null) {
            throw new UsageError("a password is missing: pipe it in with --password-stdin, or give it with --password");
        }
        char[] password = console.readPassword("Password: ");
        char[] again = isNew ? console.readPassword("Again: ") : password;
        if (password == null || !Arrays.equals(password, again)) {
            throw new UsageError("the passwords differ");
        }
        return new String(password);
    }
}
