package posthouse.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import posthouse.testkit.Client;
import posthouse.testkit.Security;
import posthouse.testkit.TestServer;

/** The wire log shows what was said, but for what nobody may read. */
class LogTest {

    private final Logger wire = (Logger) LogManager.getLogger("posthouse.wire");
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final AbstractAppender appender = new AbstractAppender("lines", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            lines.add(event.getMessage().getFormattedMessage().replaceFirst("pop3-\\d+ ", ""));
        }
    };

    @BeforeEach
    void listen() {
        appender.start();
        Configurator.setLevel("posthouse.wire", Level.TRACE);
        wire.addAppender(appender);
    }

    @AfterEach
    void listenNoMore() {
        wire.removeAppender(appender);
        Configurator.setLevel("posthouse.wire", Level.WARN);
    }

    @Test
    void passwordsAreMasked() throws Exception {
        String credentials = Base64.getEncoder().encodeToString("\0alice@example.org\0wrong-secret".getBytes());
        try (var server = new TestServer()) {
            server.account("alice@example.org");
            try (var client = new Client(server.listen(Pop3Protocol::new, Security.NONE))) {
                client.line();
                for (String line : new String[] {"USER alice@example.org", "PASS wrong-secret", "pass wrong-secret", "AUTH PLAIN " + credentials,
                    "AUTH PLAIN", credentials, "wrong-secret", "PAS wrong-secret", "PASS wrong-secret" + "x".repeat(3000), "NOOP"}) {
                    client.sendLine(line);
                    client.line();
                }
            }
        }
        assertThat(lines).contains("C: USER alice@example.org", "C: PASS ****", "C: AUTH ****", "C: ****", "C: NOOP", "S: -ERR log in first");
        assertThat(lines).noneMatch(line -> line.contains("wrong-secret") || line.contains(credentials));
    }
}
