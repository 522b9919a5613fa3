package posthouse.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.eclipse.angus.mail.pop3.POP3Folder;
import org.junit.jupiter.api.Test;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.testkit.Security;
import posthouse.testkit.TestServer;
import posthouse.testkit.TestSettings;

/** A trip with a client that nobody here wrote. */
class AngusMailTest {

    private static final String ALICE = "alice@example.org";
    private static final String CHINESE = "From: sender@example.com\r\nSubject: =?UTF-8?B?5rWL6K+V6YKu5Lu2?=\r\nMIME-Version: 1.0\r\n"
        + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n这是一封测试邮件\r\n.and a dot\r\n";

    @Test
    void overTlsFromTheStart() throws Exception {
        trip("pop3s", Security.TLS, new Properties());
    }

    @Test
    void overStls() throws Exception {
        var properties = new Properties();
        properties.setProperty("mail.pop3.starttls.enable", "true");
        properties.setProperty("mail.pop3.starttls.required", "true");
        trip("pop3", Security.STARTTLS, properties);
    }

    @Test
    void inTheClear() throws Exception {
        trip("pop3", Security.NONE, new Properties());
    }

    @Test
    void withASaslMechanism() throws Exception {
        var properties = new Properties();
        properties.setProperty("mail.pop3.auth.mechanisms", "PLAIN");
        trip("pop3", Security.NONE, properties);
    }

    @Test
    void withApop() throws Exception {
        var properties = new Properties();
        properties.setProperty("mail.pop3.apop.enable", "true");
        trip("pop3", Security.NONE, properties);
    }

    private static void trip(String protocol, Security security, Properties properties) throws Exception {
        boolean apop = properties.containsKey("mail.pop3.apop.enable");
        String password = apop ? "shared" : TestServer.PASSWORD;
        try (var server = new TestServer(TestSettings.of("pop3.apop", Boolean.toString(apop)))) {
            server.store().directory().setApopSecret(server.account(ALICE).address(), "shared");
            server.append(server.inbox(ALICE), CHINESE.getBytes(StandardCharsets.UTF_8));
            server.append(server.inbox(ALICE), 2);
            InetSocketAddress address = server.listen(Pop3Protocol::new, security);
            properties.setProperty("mail." + protocol + ".ssl.trust", "*");
            properties.setProperty("mail." + protocol + ".timeout", "20000");
            try (Store store = Session.getInstance(properties).getStore(protocol)) {
                store.connect("localhost", address.getPort(), ALICE, password);
                try (var folder = (POP3Folder) store.getFolder("INBOX")) {
                    folder.open(Folder.READ_WRITE);
                    Message[] messages = folder.getMessages();
                    assertThat(messages).hasSize(3);
                    assertThat(messages[0].getSubject()).isEqualTo("测试邮件");
                    assertThat(messages[0].getContent()).isEqualTo("这是一封测试邮件\r\n.and a dot\r\n");
                    var octets = new ByteArrayOutputStream();
                    messages[0].writeTo(octets);
                    assertThat(octets.toString(StandardCharsets.UTF_8)).isEqualTo(CHINESE);
                    assertThat(folder.getUID(messages[0])).isEqualTo(server.inbox(ALICE).read(1, Detail.SUMMARY).id());
                    assertThat(messages[2].getSubject()).isEqualTo("Message 2");
                    messages[1].setFlag(Flags.Flag.DELETED, true);
                }
            }
            assertThat(server.inbox(ALICE).index().uids()).containsExactly(1, 3);
        }
    }
}
