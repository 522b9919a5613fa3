package posthouse.common.sasl;

/** What a mechanism says to one response of the client (RFC 4422 3). */
public sealed interface SaslStep {

    /** More is needed; the octets (maybe none) go to the client. */
    record Challenge(byte[] octets) implements SaslStep {
    }

    /**
     * Done. {@code additional} is data for the client with the success (RFC 4422 3.6), {@code null} for none; protocols
     * that have no place for it in their success send it as a last challenge and take an empty response.
     */
    record Success(Credentials.Login login, byte[] additional) implements SaslStep {
    }

    /** Not this time; the reason chooses the reply code. The text is safe to show. */
    record Failure(Reason reason, String text) implements SaslStep {
    }

    enum Reason {
        /** Wrong name or password: which of them is never told (535 5.7.8, NO [AUTHENTICATIONFAILED], -ERR [AUTH]). */
        CREDENTIALS,
        /** The client broke the mechanism's syntax (501 5.5.2, BAD). */
        MALFORMED,
        /** The client cancelled with {@code *} (501 5.7.0, BAD). */
        CANCELLED,
        /** Too many failures from this address or the server can't tell now (454 4.7.0, NO [UNAVAILABLE], -ERR [SYS/TEMP]). */
        TEMPORARY,
        /** Identity may not act as the asked one (535 5.7.8, NO [AUTHORIZATIONFAILED]). */
        AUTHORIZATION
    }
}
