package posthouse.common.sasl;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Accounts in memory. */
final class TestAccounts implements Credentials {

    private final Map<String, Login> logins = new ConcurrentHashMap<>();

    TestAccounts with(String identity, String password) {
        return with(identity, ScramKeys.forPassword(password, ScramKeys.MIN_ITERATIONS));
    }

    TestAccounts with(String identity, List<ScramKeys> keys) {
        logins.put(identity, new Login(identity, logins.size() + 1L, keys));
        return this;
    }

    @Override
    public Optional<Login> find(String loginName) {
        return Optional.ofNullable(logins.get(canonical(loginName)));
    }
}
