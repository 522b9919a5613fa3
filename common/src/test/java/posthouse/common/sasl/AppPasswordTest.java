package posthouse.common.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import posthouse.common.config.Settings;

class AppPasswordTest {

    private static final TestConnection IMAP = TestConnection.from("192.0.2.1");
    private final List<ScramKeys> own = ScramKeys.forPassword("secret", ScramKeys.MIN_ITERATIONS);
    private List<AppPassword> apps = List.of(app(1, "for-all", Scope.all()), app(2, "for-imap", Scope.read("imap")), app(3, "for-smtp", Scope.read("smtp")));
    private long used;
    private final Authenticator sasl = new Authenticator(new Credentials() {
        @Override
        public Optional<Login> find(String loginName) {
            return loginName.equals("alice@example.org") ? Optional.of(new Login(loginName, 1, own, apps)) : Optional.empty();
        }

        @Override
        public synchronized void used(long accountId, long appPassword) {
            used = appPassword;
        }
    }, Settings.defaults());

    private AppPassword app(long id, String password, Set<Scope> scope) {
        return new AppPassword(id, "", scope, ScramKeys.likeThese(own, password), 0, 0);
    }

    @AfterEach
    void close() {
        sasl.close();
    }

    @Test
    void opensWhatItsScopeSays() {
        for (String password : List.of("secret", "for-all", "for-imap", "for-imap")) {
            assertThat(login(password)).as(password).startsWith("OK");
        }
        assertThat(login("for-smtp")).startsWith("CREDENTIALS");
        assertThat(login("another")).startsWith("CREDENTIALS");
    }

    @Test
    void isGoneWhenItIsTakenBackThoughItWasRememberedAsRight() {
        assertThat(login("for-imap")).startsWith("OK");
        apps = List.of(apps.get(0));
        assertThat(login("for-imap")).startsWith("CREDENTIALS");
        assertThat(login("for-all")).startsWith("OK");
    }

    @Test
    void useIsNoted() {
        login("for-imap");
        sasl.close();
        assertThat(used).isEqualTo(2);
    }

    @Test
    void protocols() {
        assertThat(Scope.covers(Scope.read("smtp"), "submission")).isTrue();
        assertThat(Scope.covers(Scope.read("smtp"), "smtp")).isTrue();
        assertThat(Scope.covers(Scope.read("imap,pop3"), "submission")).isFalse();
        assertThat(Scope.covers(Scope.read("sieve"), "managesieve")).isTrue();
        assertThat(Scope.covers(Scope.all(), "something-new")).isFalse();
    }

    private String login(String password) {
        return Steps.text(sasl.checkPassword(IMAP, "alice@example.org", password));
    }
}
