package posthouse.server.admin;

/** Can't be done; the message is the one line that says why and what to do. */
final class AdminFailure extends Exception {
    AdminFailure(String message) {
        super(message);
    }
}
