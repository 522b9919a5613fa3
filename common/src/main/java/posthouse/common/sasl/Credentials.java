package posthouse.common.sasl;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import posthouse.common.address.BadAddress;
import posthouse.common.address.EmailAddress;

/** Where the SASL layer looks accounts up; the store answers it. */
public interface Credentials {

    /**
     * The account behind a login name, which may lack its domain (then {@code default-domain} is meant).
     *
     * @return empty if there is no such account; whoever asks must not let the client notice (stable fake salt, same time)
     */
    Optional<Login> find(String loginName);

    /**
     * A login name in the form that {@link #find} compares: with its domain, in lower case. Two names that mean one account
     * give the same text, whether the account exists or not.
     */
    default String canonical(String loginName) {
        try {
            return EmailAddress.parse(loginName).canonical().toString();
        } catch (BadAddress e) {
            return loginName.toLowerCase(Locale.ROOT);
        }
    }

    /** What an account shares with its owner for APOP, in a form that can be read; empty where it has none. */
    default Optional<String> apopSecret(long accountId) {
        return Optional.empty();
    }

    /** An app password has opened an account: it is noted, now and then. Never fails. */
    default void used(long accountId, long appPassword) {
    }

    /** Random octets that stay the same for as long as the accounts do: what names without account are answered is made of them. */
    default byte[] secret() {
        return FakeKeys.PROCESS_SECRET.clone();
    }

    /**
     * An account that may log in.
     *
     * @param identity the address, the canonical name of the account
     * @param accountId the store's id of it
     * @param keys one for each hash
     * @param appPasswords further passwords, each good for some protocols
     */
    record Login(String identity, long accountId, List<ScramKeys> keys, List<AppPassword> appPasswords) {

        public Login(String identity, long accountId, List<ScramKeys> keys) {
            this(identity, accountId, keys, List.of());
        }

        public Optional<ScramKeys> keys(ScramHash hash) {
            return keys.stream().filter(k -> k.hash() == hash).findFirst();
        }
    }
}
