package posthouse.common.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RememberedPasswordsTest {

    private final AtomicLong clock = new AtomicLong();
    private final RememberedPasswords remembered = new RememberedPasswords(clock::get);
    private final LoginAttempt alice = account(1);

    private static LoginAttempt account(long id) {
        var keys = ScramKeys.derive(ScramHash.SHA_256, "secret", new byte[16], ScramKeys.MIN_ITERATIONS);
        return LoginAttempt.of("a" + id, Optional.of(new Credentials.Login("a" + id, id, List.of(keys))), ScramHash.SHA_256, keys, "imap");
    }

    @Test
    void forAWhile() {
        assertThat(remembered.find(alice, "secret")).isEmpty();
        remembered.remember(alice, "secret", alice.candidates().get(0));
        assertThat(remembered.find(alice, "secret")).isPresent();
        assertThat(remembered.find(alice, "Secret")).isEmpty();
        assertThat(remembered.find(account(2), "secret")).isEmpty();
        clock.addAndGet(RememberedPasswords.LIFETIME.toNanos());
        assertThat(remembered.find(alice, "secret")).isEmpty();
    }

    @Test
    void notWithoutEnd() {
        remembered.remember(alice, "secret", alice.candidates().get(0));
        for (int i = 0; i < RememberedPasswords.CAPACITY; i++) {
            remembered.remember(alice, "password " + i, alice.candidates().get(0));
        }
        assertThat(remembered.find(alice, "secret")).isEmpty();
        assertThat(remembered.find(alice, "password 1")).isPresent();
    }
}
