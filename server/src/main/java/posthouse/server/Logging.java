package posthouse.server;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.config.Configurator;
import posthouse.common.config.Settings;

/** What is logged: warnings, unless the configuration says otherwise. */
public final class Logging {

    private static final String WIRE = "posthouse.wire";
    private static final String MINA_TLS = "org.apache.mina.filter.ssl";
    private static final FutureTask<Logger> BEGIN = new FutureTask<>(() -> LogManager.getLogger(Logging.class));

    private Logging() {
    }

    /** Wakes up the logging, which takes its time, while the caller does something else. */
    public static void begin() {
        var thread = new Thread(BEGIN, "logging");
        thread.setDaemon(true);
        thread.start();
    }

    /** As configured. */
    public static void of(Settings settings) {
        BEGIN.run(); // does nothing where it has begun; what is set before it is awake would be forgotten
        awake();
        Configurator.setRootLevel(Level.valueOf(settings.get(ServerKeys.LOG_LEVEL)));
        Configurator.setLevel(MINA_TLS, Level.OFF); // it calls each broken handshake of a client an error
        if (settings.get(ServerKeys.LOG_WIRE)) {
            Configurator.setLevel(WIRE, Level.TRACE);
        }
    }

    private static void awake() {
        try {
            BEGIN.get();
        } catch (InterruptedException e) {
            awake(); // an interrupt is dropped: this thread opens the store next
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
