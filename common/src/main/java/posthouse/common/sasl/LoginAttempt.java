package posthouse.common.sasl;

import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Someone who says to be someone.
 *
 * @param name as the store would call an account of this name, whether there is one or not
 * @param login the account; empty where there is none, or none with keys of this hash
 * @param candidates the account's keys first, then those of its app passwords that fit; or fake ones that no password matches. All
 *     have the same salt.
 */
record LoginAttempt(String name, Optional<Credentials.Login> login, List<Candidate> candidates) {

    /** @param appPassword whose keys these are; empty for the account's own */
    record Candidate(ScramKeys keys, OptionalLong appPassword) {
    }

    /** @param fake the keys of nobody */
    static LoginAttempt of(String name, Optional<Credentials.Login> found, ScramHash hash, ScramKeys fake, String protocol) {
        var login = found.filter(account -> account.keys(hash).isPresent());
        ScramKeys main = login.flatMap(account -> account.keys(hash)).orElse(fake);
        Stream<Candidate> apps = login.stream().flatMap(account -> account.appPasswords().stream())
            .filter(app -> Scope.covers(app.scope(), protocol))
            .flatMap(app -> app.keys(hash).stream().filter(main::isSaltedLike).map(keys -> new Candidate(keys, OptionalLong.of(app.id()))));
        return new LoginAttempt(name, login, Stream.concat(Stream.of(new Candidate(main, OptionalLong.empty())), apps).toList());
    }

    /** The account's own keys, or fake ones: their salt and rounds hold for all candidates. */
    ScramKeys keys() {
        return candidates.get(0).keys();
    }

    boolean isReal() {
        return login.isPresent();
    }

    long accountId() {
        return login.map(Credentials.Login::accountId).orElse(0L);
    }

    /** Whose stored key this is; all are looked at. Empty for nobody's, too. */
    Optional<Candidate> withStoredKey(byte[] storedKey) {
        Candidate found = null;
        for (Candidate candidate : candidates) {
            if (MessageDigest.isEqual(candidate.keys().storedKey(), storedKey)) {
                found = candidate;
            }
        }
        return isReal() ? Optional.ofNullable(found) : Optional.empty();
    }
}
