package posthouse.common.sasl;

import java.util.List;
import java.util.stream.Stream;
import posthouse.common.net.Connection;

/** The mechanisms, strongest first. ANONYMOUS isn't one of them. */
enum Mechanism {
    SCRAM_SHA_512("SCRAM-SHA-512", false, (sasl, connection) -> new ScramMechanism(ScramHash.SHA_512, sasl, connection)),
    SCRAM_SHA_256("SCRAM-SHA-256", false, (sasl, connection) -> new ScramMechanism(ScramHash.SHA_256, sasl, connection)), // RFC 7677
    SCRAM_SHA_1("SCRAM-SHA-1", false, (sasl, connection) -> new ScramMechanism(ScramHash.SHA_1, sasl, connection)), // RFC 5802
    PLAIN("PLAIN", true, PlainMechanism::new), // RFC 4616
    LOGIN("LOGIN", true, LoginMechanism::new);

    private interface Start {
        SaslExchange with(Authenticator sasl, Connection connection);
    }

    static final List<String> ALL = Stream.of(values()).map(m -> m.ianaName).toList();
    static final List<String> WITHOUT_PLAINTEXT = Stream.of(values()).filter(m -> !m.sendsPassword).map(m -> m.ianaName).toList();

    private final String ianaName;
    private final boolean sendsPassword;
    private final Start start;

    Mechanism(String ianaName, boolean sendsPassword, Start start) {
        this.ianaName = ianaName;
        this.sendsPassword = sendsPassword;
        this.start = start;
    }

    static SaslExchange begin(String ianaName, Authenticator sasl, Connection connection) {
        var mechanism = Stream.of(values()).filter(m -> m.ianaName.equals(ianaName)).findFirst().orElseThrow();
        return mechanism.start.with(sasl, connection);
    }
}
