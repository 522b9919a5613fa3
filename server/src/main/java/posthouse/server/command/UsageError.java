package posthouse.server.command;

/** The command line isn't understood (exit code 2); the message is one line that says what is wrong with it. */
final class UsageError extends Exception {
    UsageError(String message) {
        super(message);
    }
}
