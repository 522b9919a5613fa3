package posthouse.common.sasl;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A further password of an account, for one program: it opens less and can be taken back alone.
 *
 * @param id within its account
 * @param name what its owner calls it
 * @param keys with the account's own salt and rounds for each hash: SCRAM tells the client one salt, before it is known which
 *     password will be proved
 * @param created milliseconds since 1970
 * @param lastUsed likewise, 0 for never; a little behind
 */
public record AppPassword(long id, String name, Set<Scope> scope, List<ScramKeys> keys, long created, long lastUsed) {

    public AppPassword usedAt(long time) {
        return new AppPassword(id, name, scope, keys, created, time);
    }

    Optional<ScramKeys> keys(ScramHash hash) {
        return keys.stream().filter(k -> k.hash() == hash).findFirst();
    }
}
