package posthouse.common.sasl;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import posthouse.common.net.Connection;
import posthouse.common.sasl.oauth.AccessTokens;

/** The mechanisms, strongest first. ANONYMOUS isn't one of them. */
enum Mechanism {
    EXTERNAL("EXTERNAL", Needs.CLIENT_CERTIFICATE, ExternalMechanism::new), // RFC 4422 A
    SCRAM_SHA_512_PLUS("SCRAM-SHA-512-PLUS", Needs.CHANNEL_BINDING, scram(ScramHash.SHA_512, true)),
    SCRAM_SHA_256_PLUS("SCRAM-SHA-256-PLUS", Needs.CHANNEL_BINDING, scram(ScramHash.SHA_256, true)), // RFC 7677
    SCRAM_SHA_1_PLUS("SCRAM-SHA-1-PLUS", Needs.CHANNEL_BINDING, scram(ScramHash.SHA_1, true)), // RFC 5802
    SCRAM_SHA_512("SCRAM-SHA-512", Needs.NOTHING, scram(ScramHash.SHA_512, false)),
    SCRAM_SHA_256("SCRAM-SHA-256", Needs.NOTHING, scram(ScramHash.SHA_256, false)), // RFC 7677
    SCRAM_SHA_1("SCRAM-SHA-1", Needs.NOTHING, scram(ScramHash.SHA_1, false)), // RFC 5802
    PLAIN("PLAIN", Needs.PRIVACY, PlainMechanism::new), // RFC 4616
    LOGIN("LOGIN", Needs.PRIVACY, LoginMechanism::new),
    OAUTHBEARER("OAUTHBEARER", Needs.ISSUER, bearer(OauthBearerMechanism::new)), // RFC 7628
    XOAUTH2("XOAUTH2", Needs.ISSUER, bearer(Xoauth2Mechanism::new));

    /** What a mechanism can't do without. */
    enum Needs {
        NOTHING,
        /** Nobody can read along, or the administrator doesn't mind. */
        PRIVACY,
        /** Privacy, and somebody who issues access tokens. */
        ISSUER,
        CHANNEL_BINDING,
        CLIENT_CERTIFICATE
    }

    private interface Start {
        SaslExchange with(Authenticator sasl, Connection connection);
    }

    private final String ianaName;
    private final Needs needs;
    private final Start start;

    Mechanism(String ianaName, Needs needs, Start start) {
        this.ianaName = ianaName;
        this.needs = needs;
        this.start = start;
    }

    private static Start scram(ScramHash hash, boolean plus) {
        return (sasl, connection) -> new ScramMechanism(hash, plus, sasl, connection);
    }

    private interface StartWithTokens {
        SaslExchange with(Authenticator sasl, Connection connection, AccessTokens tokens);
    }

    private static Start bearer(StartWithTokens start) {
        return (sasl, connection) -> start.with(sasl, connection, sasl.tokens().orElseThrow());
    }

    /** Those that can do with what there is, by their IANA names. */
    static List<String> names(Set<Needs> has) {
        return Stream.of(values()).filter(mechanism -> has.contains(mechanism.needs)).map(mechanism -> mechanism.ianaName).toList();
    }

    /** @param name in upper case */
    static Optional<Mechanism> find(String name, Set<Needs> has) {
        return Stream.of(values()).filter(mechanism -> mechanism.ianaName.equals(name) && has.contains(mechanism.needs)).findFirst();
    }

    SaslExchange begin(Authenticator sasl, Connection connection) {
        return start.with(sasl, connection);
    }
}
