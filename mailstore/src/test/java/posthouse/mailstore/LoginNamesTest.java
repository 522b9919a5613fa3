package posthouse.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import posthouse.common.config.CommonKeys;

/** Names that people log in with. */
class LoginNamesTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"alice@example.org, alice@example.org, true", "ALICE@Example.Org., alice@example.org, true", "Alice, alice@example.org, true",
        "nobody, nobody@example.org, false", "NOBODY@example.org, nobody@example.org, false", "not a name, not a name, false"})
    void oneFormWhetherTheAccountExistsOrNot(String name, String canonical, boolean exists) throws StoreException {
        try (var store = Stores.open(folder)) {
            Stores.accounts(store, "alice");
            assertThat(store.directory().canonical(name)).isEqualTo(canonical);
            assertThat(store.directory().find(name).isPresent()).isEqualTo(exists);
        }
    }

    @Test
    void defaultDomain() throws StoreException {
        try (var store = Stores.open(folder, CommonKeys.DEFAULT_DOMAIN, "example.org")) {
            Stores.accounts(store, "alice");
            store.directory().addDomain(Stores.domain("example.com"), Optional.empty());
            assertThat(store.directory().canonical("Nobody")).isEqualTo("nobody@example.org");
            assertThat(store.directory().find("alice")).isPresent();
        }
    }

    @Test
    void secretOfAStoreStays() throws StoreException {
        byte[] secret;
        try (var store = Stores.open(folder.resolve("a"))) {
            secret = store.directory().secret();
        }
        try (var again = Stores.open(folder.resolve("a")); var other = Stores.open(folder.resolve("b"))) {
            assertThat(again.directory().secret()).isEqualTo(secret);
            assertThat(other.directory().secret()).isNotEqualTo(secret);
        }
    }
}
