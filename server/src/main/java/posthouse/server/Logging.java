package posthouse.server;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;
import posthouse.common.config.Settings;

/** What is logged: warnings, unless the configuration says otherwise. */
public final class Logging {

    private static final String WIRE = "posthouse.wire";

    private Logging() {
    }

    /** Wakes up the logging, which takes its time, while the caller does something else. */
    public static void begin() {
        var thread = new Thread(() -> LogManager.getLogger(Logging.class), "logging");
        thread.setDaemon(true);
        thread.start();
    }

    /** As configured. */
    public static void of(Settings settings) {
        Configurator.setRootLevel(Level.valueOf(settings.get(ServerKeys.LOG_LEVEL)));
        if (settings.get(ServerKeys.LOG_WIRE)) {
            Configurator.setLevel(WIRE, Level.TRACE);
        }
    }
}
