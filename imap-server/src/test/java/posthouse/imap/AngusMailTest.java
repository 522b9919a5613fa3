package posthouse.imap;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import posthouse.testkit.Security;
import posthouse.testkit.TestServer;

/** A trip with a mail program's library that nobody here wrote. */
class AngusMailTest {

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer();
        server.account("alice@example.org");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Store connect(Security security) throws Exception {
        InetSocketAddress address = server.listen(ImapProtocol::new, security);
        String protocol = security == Security.TLS ? "imaps" : "imap";
        var properties = new Properties();
        properties.put("mail." + protocol + ".ssl.trust", "*");
        properties.put("mail." + protocol + ".timeout", "20000");
        properties.put("mail." + protocol + ".starttls.required", String.valueOf(security == Security.STARTTLS));
        properties.put("mail." + protocol + ".starttls.enable", String.valueOf(security == Security.STARTTLS));
        Store store = Session.getInstance(properties).getStore(protocol);
        store.connect("localhost", address.getPort(), "alice@example.org", TestServer.PASSWORD);
        return store;
    }

    private static MimeMessage message(String subject) throws MessagingException {
        var message = new MimeMessage(Session.getInstance(new Properties()));
        message.setFrom(new InternetAddress("bob@example.com"));
        message.setSubject(subject, "UTF-8");
        message.setText("这是一封测试邮件", "UTF-8");
        message.saveChanges();
        return message;
    }

    @ParameterizedTest
    @EnumSource(Security.class)
    void mailboxesAndMessages(Security security) throws Exception {
        try (Store store = connect(security)) {
            Folder letters = store.getFolder("信件/2024");
            assertThat(letters.create(Folder.HOLDS_MESSAGES)).isTrue();
            letters.setSubscribed(true);
            assertThat(Arrays.stream(store.getDefaultFolder().listSubscribed("*")).map(Folder::getFullName)).contains("INBOX", "信件/2024");
            letters.appendMessages(new Message[] {message("测试邮件"), message("second")});
            letters.open(Folder.READ_WRITE);
            assertThat(letters.getMessageCount()).isEqualTo(2);
            assertThat(letters.getUnreadMessageCount()).isEqualTo(2);
            Message first = letters.getMessage(1);
            assertThat(first.getSubject()).isEqualTo("测试邮件");
            assertThat(first.getContent()).hasToString("这是一封测试邮件");
            assertThat(first.isSet(Flags.Flag.SEEN)).isTrue();
            first.setFlag(Flags.Flag.FLAGGED, true);
            letters.copyMessages(new Message[] {first}, store.getFolder("Archive"));
            ((IMAPFolder) letters).moveMessages(new Message[] {letters.getMessage(2)}, store.getFolder("Trash"));
            assertThat(letters.expunge()).hasSize(1);
            first.setFlag(Flags.Flag.DELETED, true);
            letters.close(true);
            assertThat(letters.getMessageCount()).isZero();
            assertThat(store.getFolder("Archive").getMessageCount()).isEqualTo(1);
            assertThat(store.getFolder("Trash").getMessageCount()).isEqualTo(1);
            assertThat(letters.renameTo(store.getFolder("Alte Briefe & mehr"))).isTrue();
            assertThat(store.getFolder("Alte Briefe & mehr").exists()).isTrue();
            assertThat(store.getFolder("Alte Briefe & mehr").delete(true)).isTrue();
            assertThat(((IMAPStore) store).hasCapability("IDLE")).isTrue();
        }
    }

    @Test
    void idleTellsOfNewMail() throws Exception {
        try (Store store = connect(Security.NONE)) {
            var inbox = (IMAPFolder) store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            var arrived = new CompletableFuture<Integer>();
            inbox.addMessageCountListener(new MessageCountAdapter() {
                @Override
                public void messagesAdded(MessageCountEvent event) {
                    arrived.complete(event.getMessages().length);
                }
            });
            var idle = CompletableFuture.runAsync(() -> {
                try {
                    inbox.idle(true);
                } catch (MessagingException e) {
                    throw new IllegalStateException(e);
                }
            });
            server.append(server.inbox("alice@example.org"), 1);
            assertThat(arrived.get(20, TimeUnit.SECONDS)).isEqualTo(1);
            idle.get(20, TimeUnit.SECONDS);
        }
    }
}
