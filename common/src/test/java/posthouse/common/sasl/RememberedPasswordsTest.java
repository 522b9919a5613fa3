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
        return new LoginAttempt("a" + id, Optional.of(new Credentials.Login("a" + id, id, List.of(keys))), keys);
    }

    @Test
    void forAWhile() {
        assertThat(remembered.contains(alice, "secret")).isFalse();
        remembered.remember(alice, "secret");
        assertThat(remembered.contains(alice, "secret")).isTrue();
        assertThat(remembered.contains(alice, "Secret")).isFalse();
        assertThat(remembered.contains(account(2), "secret")).isFalse();
        clock.addAndGet(RememberedPasswords.LIFETIME.toNanos());
        assertThat(remembered.contains(alice, "secret")).isFalse();
    }

    @Test
    void notWithoutEnd() {
        remembered.remember(alice, "secret");
        for (int i = 0; i < RememberedPasswords.CAPACITY; i++) {
            remembered.remember(alice, "password " + i);
        }
        assertThat(remembered.contains(alice, "secret")).isFalse();
        assertThat(remembered.contains(alice, "password 1")).isTrue();
    }
}
