package posthouse.server;

import posthouse.common.config.Settings;

/** What is logged: system properties that Log4j reads when the first logger is asked for, so this comes before. */
public final class Logging {

    private Logging() {
    }

    /** As configured. */
    public static void of(Settings settings) {
        System.setProperty("posthouse.log.level", settings.get(ServerKeys.LOG_LEVEL));
        System.setProperty("posthouse.log.wire", settings.get(ServerKeys.LOG_WIRE) ? "trace" : "off");
    }

    /** Only what someone must know; what a short command needs no configuration for. */
    public static void quiet() {
        System.setProperty("posthouse.log.level", "warn");
    }
}
