package posthouse.server;

import java.util.List;
import posthouse.common.config.Key;

/** Settings of the process itself. */
public final class ServerKeys {

    public static final Key<String> LOG_LEVEL = Key.choice("log.level", "info", List.of("error", "warn", "info", "debug", "trace"),
        "What the server writes to standard error, one line for each event.");
    public static final Key<Boolean> LOG_WIRE = Key.flag("log.wire", false,
        "Whether it also writes each line that clients send and get, passwords masked.");

    public static final Key<String> TLS_CERTIFICATE = Key.text("tls.certificate", null,
        "PEM file of the certificate and those that sign it; read anew when it changes. Without it a self-signed one is made.");
    public static final Key<String> TLS_CLIENT_CA = Key.text("tls.client-ca", null,
        "PEM file of authorities whose certificates let mail programs log in by EXTERNAL, as the address they are for; not set: none is asked for.");
    public static final Key<String> TLS_KEY = Key.text("tls.key", null, "PEM file of the certificate's private key.");

    private ServerKeys() {
    }

    public static List<Key<?>> all() {
        return List.of(TLS_CERTIFICATE, TLS_KEY, TLS_CLIENT_CA, LOG_LEVEL, LOG_WIRE);
    }
}
