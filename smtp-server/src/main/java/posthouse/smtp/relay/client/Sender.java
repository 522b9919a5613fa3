package posthouse.smtp.relay.client;

import java.util.function.Consumer;

/**
 * Who connects: what all connections share.
 *
 * @param hostname the name in EHLO
 * @param wire is told each line both ways, passwords masked
 */
public record Sender(String hostname, Patience patience, Watchdog watchdog, Trust trust, Consumer<String> wire) {

    public Sender with(Consumer<String> listener) {
        return new Sender(hostname, patience, watchdog, trust, listener);
    }
}
