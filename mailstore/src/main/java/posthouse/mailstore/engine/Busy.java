package posthouse.mailstore.engine;

/** A command must wait: a mutation of many rows is not finished with its mailbox yet. Nothing went wrong. */
final class Busy extends RuntimeException {
    Busy() {
        super("the mailbox is busy", null, false, false);
    }
}
