package posthouse.common.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Settings that more than one room reads. */
public final class CommonKeys {

    public static final Key<String> HOSTNAME = Key.text("hostname", null,
        "The name in banners, Received lines and HELO; the machine's name if not set.");
    public static final Key<String> DEFAULT_DOMAIN = Key.text("default-domain", null,
        "The domain of a login name without @; the only domain if there is one.");

    private CommonKeys() {
    }

    public static List<Key<?>> all() {
        return List.of(HOSTNAME, DEFAULT_DOMAIN);
    }

    /** {@link #HOSTNAME}, or else what the machine calls itself. */
    public static String hostname(Settings settings) {
        return settings.find(HOSTNAME).orElseGet(() -> {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return "localhost";
            }
        });
    }
}
