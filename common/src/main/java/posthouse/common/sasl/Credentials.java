package posthouse.common.sasl;

import java.util.List;
import java.util.Optional;

/** Where the SASL layer looks accounts up; the store answers it. */
public interface Credentials {

    /**
     * The account behind a login name, which may lack its domain (then {@code default-domain} is meant).
     *
     * @return empty if there is no such account; whoever asks must not let the client notice (stable fake salt, same time)
     */
    Optional<Login> find(String loginName);

    /**
     * An account that may log in.
     *
     * @param identity the address, the canonical name of the account
     * @param accountId the store's id of it
     * @param keys one for each hash
     */
    record Login(String identity, long accountId, List<ScramKeys> keys) {
        public Optional<ScramKeys> keys(ScramHash hash) {
            return keys.stream().filter(k -> k.hash() == hash).findFirst();
        }
    }
}
