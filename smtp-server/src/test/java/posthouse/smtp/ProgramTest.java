package posthouse.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Message;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posthouse.testkit.Security;
import posthouse.testkit.TestServer;

/** A trip with a client that nobody here wrote: Angus Mail. */
class ProgramTest {

    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Session session(String protocol, InetSocketAddress address, String... more) {
        var properties = new Properties();
        String prefix = "mail." + protocol + ".";
        properties.setProperty("mail.transport.protocol", protocol);
        properties.setProperty(prefix + "host", "127.0.0.1");
        properties.setProperty(prefix + "port", "" + address.getPort());
        properties.setProperty(prefix + "ssl.trust", "*");
        properties.setProperty(prefix + "localhost", "client.example.com");
        for (int i = 0; i < more.length; i += 2) {
            properties.setProperty(prefix + more[i], more[i + 1]);
        }
        return Session.getInstance(properties);
    }

    private static MimeMessage message(Session session, String recipient) throws Exception {
        var message = new MimeMessage(session);
        message.setFrom("alice@example.org");
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(recipient));
        message.setSubject("测试邮件", "UTF-8");
        message.setText("这是一封测试邮件\r\n.\r\n..end", "UTF-8");
        return message;
    }

    private void arrived(String address) throws Exception {
        var read = new MimeMessage(null, new ByteArrayInputStream(Dialogue.newest(server.inbox(address))));
        assertThat(read.getSubject()).isEqualTo("测试邮件");
        assertThat(((String) read.getContent()).strip()).isEqualTo("这是一封测试邮件\r\n.\r\n..end");
        assertThat(read.getHeader("Return-Path")).containsExactly("<alice@example.org>");
        assertThat(read.getHeader("Received")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN"})
    void submits(String mechanism) throws Exception {
        server.account("alice@example.org");
        server.account("bob@example.org");
        var session = session("smtp", Dialogue.listen(server, SmtpPolicy.SUBMISSION), "auth", "true", "auth.mechanisms", mechanism);
        Transport.send(message(session, "bob@example.org"), "alice@example.org", "secret");
        arrived("bob@example.org");
    }

    @Test
    void submitsOverStartTls() throws Exception {
        server.account("alice@example.org");
        var session = session("smtp", server.listen(Dialogue.with(SmtpPolicy.SUBMISSION), Security.STARTTLS),
            "auth", "true", "starttls.required", "true", "ssl.checkserveridentity", "false");
        Transport.send(message(session, "alice@example.org"), "alice@example.org", "secret");
        arrived("alice@example.org");
    }

    @Test
    void submitsOverImplicitTls() throws Exception {
        server.account("alice@example.org");
        var session = session("smtps", server.listen(Dialogue.with(SmtpPolicy.SUBMISSION), Security.TLS), "auth", "true",
            "ssl.checkserveridentity", "false");
        try (Transport transport = session.getTransport()) {
            transport.connect("alice@example.org", "secret");
            var message = message(session, "alice@example.org");
            message.saveChanges();
            transport.sendMessage(message, message.getAllRecipients());
        }
        arrived("alice@example.org");
    }

    @Test
    void tellsWhoWasRefused() throws Exception {
        server.account("alice@example.org");
        var session = session("smtp", Dialogue.listen(server, SmtpPolicy.RELAY_IN));
        assertThatThrownBy(() -> Transport.send(message(session, "far@elsewhere.example"))).isInstanceOf(SendFailedException.class)
            .hasStackTraceContaining("550 5.7.1 Relay access denied");
        assertThatThrownBy(() -> Transport.send(message(session, "nobody@example.org"))).isInstanceOf(SendFailedException.class)
            .hasStackTraceContaining("550 5.1.1");
    }
}
