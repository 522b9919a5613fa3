package posthouse.server.command;

/** The command failed (exit code 1); the message is one line that says why and what to do. */
final class CommandFailure extends Exception {
    CommandFailure(String message) {
        super(message);
    }
}
