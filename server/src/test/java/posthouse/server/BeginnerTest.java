package posthouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.common.config.Configuration;
import posthouse.server.demo.DemoServer;

/** What a beginner types into a Java program, against the demo: Jakarta Mail, and TLS with the demo's certificate. */
class BeginnerTest {

    private static final String SUBJECT = "测试邮件";
    private static final String TEXT = "这是一封测试邮件";

    @TempDir
    private Path data;
    private DemoServer demo;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void start() throws Exception {
        var settings = new ArrayList<>(Demo.settings());
        settings.addAll(Demo.anyPort());
        var configuration = Configuration.read(AllKeys.ALL, Optional.empty(), settings);
        demo = DemoServer.start(Optional.of(data), configuration, 0, Locale.ENGLISH, new PrintStream(printed, true, StandardCharsets.UTF_8));
        send();
    }

    @AfterEach
    void stop() {
        demo.close();
    }

    private void send() throws Exception {
        var properties = new Properties();
        properties.setProperty("mail.smtp.auth", "true");
        Session session = Session.getInstance(properties);
        var message = new MimeMessage(session);
        message.setFrom(new InternetAddress("sender@example.com"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress("recipient@example.com"));
        message.setSubject(SUBJECT, "UTF-8");
        message.setText(TEXT, "UTF-8");
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect("127.0.0.1", demo.port("smtp"), "sender@example.com", "password");
            transport.sendMessage(message, message.getAllRecipients());
        }
    }

    @Test
    void pop3sTrustingAnyCertificate() throws Exception {
        var properties = new Properties();
        properties.setProperty("mail.pop3.ssl.enable", "true");
        properties.setProperty("mail.pop3s.ssl.trust", "*");
        properties.setProperty("mail.pop3s.ssl.checkserveridentity", "false");
        fetchedAsSent(Session.getInstance(properties), "pop3s", "127.0.0.1");
    }

    @Test
    void pop3sWithTheTrustStoreThatTheDemoWrites() throws Exception {
        demo.invite();
        String said = printed.toString(StandardCharsets.UTF_8);
        String option = "-Djavax.net.ssl.trustStore=";
        assertThat(said).contains(option);
        int at = said.indexOf(option) + option.length();
        var properties = new Properties();
        properties.put("mail.pop3s.ssl.socketFactory", trusting(said.substring(at, said.indexOf(' ', at))).getSocketFactory());
        fetchedAsSent(Session.getInstance(properties), "pop3s", "localhost");
    }

    private static SSLContext trusting(String trustStore) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        try (var in = new FileInputStream(trustStore)) {
            store.load(in, "password".toCharArray());
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void imapsTrustingAnyCertificate() throws Exception {
        var properties = new Properties();
        properties.setProperty("mail.imaps.ssl.trust", "*");
        properties.setProperty("mail.imaps.ssl.checkserveridentity", "false");
        fetchedAsSent(Session.getInstance(properties), "imaps", "127.0.0.1");
    }

    private void fetchedAsSent(Session session, String protocol, String host) throws Exception {
        try (var store = session.getStore(protocol)) {
            store.connect(host, demo.port(protocol), "recipient@example.com", "password");
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_WRITE);
            Message[] messages = inbox.getMessages();
            assertThat(messages).hasSize(1);
            assertThat(messages[0].getSubject()).isEqualTo(SUBJECT);
            assertThat(messages[0].getContent().toString().strip()).isEqualTo(TEXT);
            inbox.close(false);
        }
    }
}
