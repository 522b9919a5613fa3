package posthouse.server;

import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import posthouse.common.config.Configuration;
import posthouse.common.config.Settings;
import posthouse.mailstore.StoreException;
import posthouse.server.demo.DemoServer;
import posthouse.smtp.relay.RelayKeys;

/** {@code ./posthouse demo}: a server with two accounts, and one message that travels through it. */
public final class Demo {

    /** Every listener's port is its usual one plus this, unless {@code --port-offset} says otherwise. */
    public static final int PORT_OFFSET = 2000;

    private Demo() {
    }

    /** How it differs from the server's defaults, as {@code --set} takes it. The user's own settings come behind these and win. */
    public static List<String> settings() {
        var settings = new ArrayList<>(List.of("hostname=\"mail.example.com\"", "auth.plaintext=\"loopback\"", "log.level=\"error\"", SENDS_NOTHING));
        ListenerKeys.ALL.forEach(l -> settings.add(l.bind().name() + "=[\"127.0.0.1\", \"::1\"]"));
        return settings;
    }

    /** Mail to other servers is refused, unless the user sets any {@code relay} key. */
    public static final String SENDS_NOTHING = RelayKeys.ENABLED.name() + "=false";

    /** LMTP is not part of the trip: where something else has its port, the demo leaves it closed instead of giving up. */
    public static final String WITHOUT_LMTP = ListenerKeys.LMTP.enabled().name() + "=false";

    /** Whether something else has a port that LMTP would listen on. */
    public static boolean isLmtpTaken(Settings settings, int portOffset) throws IOException {
        for (InetSocketAddress address : ListenerKeys.LMTP.addresses(settings, portOffset)) {
            try (var probe = new ServerSocket()) {
                probe.bind(address);
            } catch (BindException e) {
                return true;
            }
        }
        return false;
    }

    /** Settings for ports that nobody else has: what the launcher's warm-up uses. */
    public static List<String> anyPort() {
        return ListenerKeys.ALL.stream().map(l -> l.port().name() + "=0").toList();
    }

    /**
     * Runs until the process is told to stop, or only for the trip.
     *
     * @param data empty for a folder that is thrown away
     * @param language {@code en} or {@code zh}
     * @param once whether to return after the trip
     * @return the exit code: 0 if the trip worked
     */
    public static int run(Optional<Path> data, Configuration configuration, int portOffset, String language, boolean once, PrintStream out)
            throws StoreException, IOException {
        var demo = DemoServer.start(data, configuration, portOffset, Locale.forLanguageTag(language), out);
        boolean arrived;
        try {
            arrived = demo.trip();
        } catch (RuntimeException e) {
            demo.close();
            throw e;
        }
        if (once || !arrived) {
            demo.close();
            return arrived ? 0 : 1;
        }
        demo.invite();
        Foreground.run(demo);
        return 0;
    }
}
