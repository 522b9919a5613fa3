package posthouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import posthouse.common.config.Settings;

/** The demo comes up on a machine where something else has a port that the trip doesn't need. */
class DemoTest {

    @Test
    void goesWithoutLmtpWhereItsPortIsTaken() throws Exception {
        Settings settings = Settings.defaults();
        int offset;
        try (var other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            offset = other.getLocalPort() - 24;
            assertThat(Demo.isLmtpTaken(settings, offset)).isTrue();
        }
        assertThat(Demo.isLmtpTaken(settings, offset)).isFalse();
    }
}
