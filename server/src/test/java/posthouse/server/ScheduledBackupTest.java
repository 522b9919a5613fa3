package posthouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the next backup is due. */
class ScheduledBackupTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T02:30:00+01:00[Europe/Berlin], 03:30, PT1H",
        "2026-11-23T03:30:00+01:00[Europe/Berlin], 03:30, PT24H",
        "2026-11-23T04:00:00+01:00[Europe/Berlin], 03:30, PT23H30M",
        "2026-03-28T03:30:00+01:00[Europe/Berlin], 03:30, PT23H",
        "2026-10-24T03:30:00+02:00[Europe/Berlin], 03:30, PT25H",
    })
    void untilNext(String now, String time, Duration left) {
        assertThat(ScheduledBackup.untilNext(ZonedDateTime.parse(now), LocalTime.parse(time))).isEqualTo(left);
    }
}
