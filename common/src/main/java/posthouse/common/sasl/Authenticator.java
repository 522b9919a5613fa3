package posthouse.common.sasl;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import posthouse.common.config.Settings;
import posthouse.common.net.Connection;

/** Login, the same for all protocols: which mechanisms a connection may use, and whether a password is right. */
public final class Authenticator implements AutoCloseable {

    public Authenticator(Credentials credentials, Settings settings) {
    }

    /** The mechanisms this connection may use now, by their IANA names, strongest first; fewer without TLS (auth.plaintext). */
    public List<String> mechanisms(Connection connection) {
        throw new UnsupportedOperationException();
    }

    /** Whether a password may cross this connection as it is: USER/PASS, LOGIN, PLAIN. */
    public boolean allowsPlaintext(Connection connection) {
        throw new UnsupportedOperationException();
    }

    /** Begins an exchange; empty if {@link #mechanisms} doesn't offer this one (names are compared without case). */
    public Optional<SaslExchange> start(String mechanism, Connection connection) {
        throw new UnsupportedOperationException();
    }

    /** Checks a name and a password: USER/PASS of POP3, LOGIN of IMAP. The caller has asked {@link #allowsPlaintext}. */
    public CompletionStage<SaslStep> checkPassword(Connection connection, String name, String password) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
    }
}
