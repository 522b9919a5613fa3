package posthouse.pop3.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastLoginsTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path folder;

    @Test
    void aRestartRemembersThem() {
        Optional<Path> file = Optional.of(folder.resolve("logins"));
        try (var logins = new LastLogins(HOUR, file)) {
            logins.opened(7);
        }
        try (var restarted = new LastLogins(HOUR, file)) {
            assertThat(restarted.tooSoon(7, HOUR)).isTrue();
            assertThat(restarted.tooSoon(7, Duration.ZERO)).isFalse();
            assertThat(restarted.tooSoon(8, HOUR)).isFalse();
        }
    }

    @Test
    void nothingIsNotedWithoutADelay() {
        try (var logins = new LastLogins(Duration.ZERO, Optional.of(folder.resolve("logins")))) {
            logins.opened(7);
        }
        assertThat(folder).isEmptyDirectory();
    }
}
