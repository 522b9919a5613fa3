package posthouse.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.mailstore.Outgoing.To;

/** Many messages for many domains, one of which hangs: nobody else waits for it. */
class ManyDestinationsTest {

    private static final int DOMAINS = 100;
    private static final int EACH = 10;

    @TempDir
    private Path folder;

    @Test
    void oneThatHangsDelaysNobody() throws Exception {
        try (var hanging = new NextHop(); var world = new RelayWorld(folder, "relay.threads", "30", "relay.reply-limit", "5m",
            "relay.routes", "d0.test=127.0.0.1:" + hanging.port())) {
            hanging.always("greeting", NextHop.HANG);
            IntStream.range(1, DOMAINS).forEach(i -> world.domain("d" + i + ".test"));
            for (int i = 0; i < EACH; i++) {
                var all = new ArrayList<To>();
                IntStream.range(0, DOMAINS).forEach(d -> all.add(RelayWorld.to("bob@d" + d + ".test")));
                world.send(RelayWorld.terms(), "Subject: " + i + "\r\n\r\nx\r\n", all.toArray(To[]::new));
            }
            await().atMost(Duration.ofMinutes(2)).until(() -> world.hop.received.size() == (DOMAINS - 1) * EACH);
            await().until(() -> world.queued().stream().allMatch(m -> m.recipients().size() == 1));
            assertThat(world.queued()).hasSize(EACH);
            assertThat(hanging.connections.get()).as("couriers that it holds").isEqualTo(1);
        }
    }
}
