package posthouse.imap;

import static org.assertj.core.api.Assertions.assertThat;

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

/** The wire log shows each command once, whatever became of it, and no password. */
class LogTest {

    private final Logger wire = (Logger) LogManager.getLogger("posthouse.wire");
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final AbstractAppender appender = new AbstractAppender("lines", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            lines.add(event.getMessage().getFormattedMessage().replaceFirst("imap-\\d+ ", ""));
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
    void aRefusedCommandIsShownOnce() throws Exception {
        try (var server = new TestServer()) {
            server.account("alice@example.org");
            try (var client = new Client(server.listen(ImapProtocol::new, Security.NONE))) {
                client.line();
                for (String line : new String[] {"a1 SEARCH ALL", "a2 LOGIN alice@example.org wrong-secret", "a3 LOGIN wrong-secret",
                    "a4 LOGIN alice@example.org secret", "a5 SORT (SUBJECT) UTF-8 ALL", "a6 STATUS INBOX", "a7 DELETE nowhere", "a8 NOOP"}) {
                    client.sendLine(line);
                    client.line();
                }
            }
        }
        assertThat(lines.stream().filter(line -> line.startsWith("C: "))).containsExactly("C: a1 SEARCH ALL", "C: a2 LOGIN ***", "C: a3 LOGIN ***",
            "C: a4 LOGIN ***", "C: a5 SORT (SUBJECT) UTF-8 ALL", "C: a6 STATUS INBOX", "C: a7 DELETE nowhere", "C: a8 NOOP");
        assertThat(lines).noneMatch(line -> line.contains("wrong-secret"));
    }
}
