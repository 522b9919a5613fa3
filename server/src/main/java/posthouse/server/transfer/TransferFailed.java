package posthouse.server.transfer;

/** It can't go on; the message is one line that says why and what to do. */
public final class TransferFailed extends Exception {
    TransferFailed(String message) {
        super(message);
    }

    TransferFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
