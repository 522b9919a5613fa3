package posthouse.common.net;

import java.util.List;
import posthouse.common.config.Key;

/** The settings of the network layer. */
public final class NetKeys {

    public static final Key<Long> CONNECTIONS = Key.number("limits.connections", 10_000, 1, 1_000_000,
        "Connections at the same time, all listeners together; a few more are kept for clients on this machine.");
    public static final Key<Long> CONNECTIONS_PER_ADDRESS = Key.number("limits.connections-per-address", 100, 1, 1_000_000,
        "Connections at the same time from one address; clients on this machine are not counted.");

    private NetKeys() {
    }

    public static List<Key<?>> all() {
        return List.of(CONNECTIONS, CONNECTIONS_PER_ADDRESS);
    }
}
