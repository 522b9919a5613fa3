package posthouse.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import posthouse.testkit.TestServer;

/** What the logs say: one line for each message and each refusal, no secrets, and nothing that a client could forge. */
class LogTest {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
    private final AbstractAppender appender = new AbstractAppender("lines", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            lines.add(event.getLevel() + " " + event.getMessage().getFormattedMessage());
        }
    };
    private TestServer server;

    @BeforeEach
    void start() {
        Configurator.setLevel("posthouse.wire", Level.TRACE);
        Configurator.setLevel("posthouse.smtp", Level.INFO);
        appender.start();
        context.getLogger("posthouse.wire").addAppender(appender);
        context.getLogger("posthouse.smtp").addAppender(appender);
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
        context.getLogger("posthouse.wire").removeAppender(appender);
        context.getLogger("posthouse.smtp").removeAppender(appender);
        Configurator.setLevel("posthouse.wire", Level.WARN);
        Configurator.setLevel("posthouse.smtp", Level.WARN);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void secretsAreNeverLogged() throws Exception {
        server.account("alice@example.org");
        String plain = base64("\0alice@example.org\0secret");
        try (var client = new Dialogue(Dialogue.listen(server, SmtpPolicy.SUBMISSION))) {
            client.say("AUTH PLAIN " + plain, 503); // too early
            client.say(plain, 500); // as if it had been asked for
            client.greeted().say("AUTH PLAIN " + base64("\0alice@example.org\0secre"), 535);
            client.say("AUTH LOGIN", 334);
            client.say(base64("alice@example.org"), 334);
            client.say(base64("secret"), 235);
        }
        assertThat(lines).anyMatch(l -> l.contains("C: AUTH PLAIN ***")).anyMatch(l -> l.contains("C: ***"))
            .anyMatch(l -> l.contains("AUTH PLAIN ***: 503 5.5.1"));
        String wrong = base64("\0alice@example.org\0secre");
        assertThat(lines).noneMatch(l -> l.contains(plain) || l.contains(base64("secret")) || l.contains(wrong));
    }

    @Test
    void oneLineForEachMessageAndRefusal() throws Exception {
        server.account("alice@example.org");
        try (var client = new Dialogue(Dialogue.listen(server, SmtpPolicy.RELAY_IN)).greeted()) {
            client.say("MAIL FROM:<bob@example.com>", 250);
            client.say("RCPT TO:<far@elsewhere.example>", 550);
            client.say("RSET", 250);
            client.send("x\r\n".getBytes(StandardCharsets.US_ASCII), "alice@example.org");
            client.say("X \u001b[2Jforged\u0007 line", 500);
            client.say("NOOP", 250);
        }
        var told = lines.stream().filter(l -> l.startsWith("INFO ")).toList();
        assertThat(told).hasSize(3);
        assertThat(told.get(0)).matches("INFO smtp-\\d+ \\[127.0.0.1] RCPT TO:<far@elsewhere.example>: 550 5.7.1 Relay access denied");
        assertThat(told.get(1)).matches("INFO smtp-\\d+ [0-9A-Z]+ from=<sender@example.com> size=3 to=alice@example.org stored=INBOX:1");
        assertThat(told.get(2)).contains("X \\u001b[2Jforged\\u0007 line: 500 5.5.2");
    }
}
