package posthouse.common.sasl;

import java.util.Optional;

/**
 * Someone who says to be someone.
 *
 * @param name as the store would call an account of this name, whether there is one or not
 * @param login the account; empty where there is none, or none with keys of this hash
 * @param keys the account's, or fake ones that no password matches
 */
record LoginAttempt(String name, Optional<Credentials.Login> login, ScramKeys keys) {

    boolean isReal() {
        return login.isPresent();
    }

    long accountId() {
        return login.map(Credentials.Login::accountId).orElse(0L);
    }
}
