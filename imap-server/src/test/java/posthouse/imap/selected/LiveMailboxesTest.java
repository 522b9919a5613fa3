package posthouse.imap.selected;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import posthouse.mailstore.Mailbox;
import posthouse.testkit.TestServer;

/** A mailbox is watched while somebody looks; what happens meanwhile is seen by the next one who does. */
class LiveMailboxesTest {

    private final LiveMailboxes live = new LiveMailboxes();
    private final AtomicInteger wakes = new AtomicInteger();
    private final LiveMailbox.Viewer viewer = wakes::incrementAndGet;
    private TestServer server;
    private Mailbox inbox;

    @BeforeEach
    void open() throws Exception {
        server = new TestServer();
        inbox = server.inbox("alice@example.org");
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    @Test
    void whoLooksAgainSeesWhatCameMeanwhileAndIsWokenByWhatComes() throws Exception {
        for (int i = 0; i < 20; i++) {
            LiveMailbox mailbox = live.acquire(inbox, viewer);
            mailbox.check();
            assertThat(mailbox.newest().size()).isEqualTo(2 * i);
            int before = wakes.get();
            server.append(inbox, 1);
            await().until(() -> wakes.get() > before);
            assertThat(mailbox.newest().size()).isEqualTo(2 * i + 1);
            live.release(mailbox, viewer);
            int after = wakes.get();
            server.append(inbox, 1);
            assertThat(wakes).hasValue(after);
        }
    }

    @Test
    void oneWhoLeavesTakesNothingFromTheOther() throws Exception {
        LiveMailbox.Viewer other = () -> { };
        LiveMailbox mailbox = live.acquire(inbox, viewer);
        assertThat(live.acquire(inbox, other)).isSameAs(mailbox);
        live.release(mailbox, other);
        server.append(inbox, 1);
        await().until(() -> wakes.get() > 0);
        live.release(mailbox, viewer);
        assertThat(live.viewOf(inbox).size()).isEqualTo(1);
    }
}
