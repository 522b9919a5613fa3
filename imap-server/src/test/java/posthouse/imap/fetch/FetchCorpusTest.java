package posthouse.imap.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.FetchProfile;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import posthouse.imap.ImapProtocol;
import posthouse.testkit.Corpus;
import posthouse.testkit.Corpus.Mail;
import posthouse.testkit.Security;
import posthouse.testkit.TestServer;

/** Real and hostile messages: given back octet for octet, described grammatically, and the parts are what was described. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FetchCorpusTest {

    private static final String ALICE = "alice@example.org";

    private final List<Mail> mails = new ArrayList<>();
    private TestServer server;
    private InetSocketAddress address;
    private FetchClient client;

    @BeforeAll
    void fill() throws Exception {
        server = new TestServer();
        mails.addAll(Corpus.hostile());
        mails.addAll(Corpus.messages());
        var inbox = server.inbox(ALICE);
        for (Mail mail : mails) {
            server.append(inbox, mail.octets());
        }
        address = server.listen(ImapProtocol::new, Security.NONE);
        client = new FetchClient(address, ALICE);
    }

    @AfterAll
    void end() throws Exception {
        if (client != null) {
            client.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> messages() {
        return Stream.iterate(1, n -> n <= mails.size(), n -> n + 1)
            .map(n -> DynamicTest.dynamicTest(mails.get(n - 1).name(), () -> check(n, FetchClient.latin1(mails.get(n - 1).octets()))));
    }

    private void check(int sequence, String octets) throws Exception {
        assertThat(client.octets(sequence, "BODY.PEEK[]")).isEqualTo(octets);
        assertThat(client.fetch(sequence, "RFC822.SIZE")).isEqualTo("" + octets.length());
        assertThat(client.octets(sequence, "BODY.PEEK[HEADER]") + client.octets(sequence, "BODY.PEEK[TEXT]")).isEqualTo(octets);
        assertThat(client.octets(sequence, "BODY.PEEK[]<1.100>")).isEqualTo(octets.substring(Math.min(1, octets.length()), Math.min(101, octets.length())));
        new Grammar(client.fetch(sequence, "ENVELOPE")).wholeEnvelope();
        var body = new Grammar(client.fetch(sequence, "BODYSTRUCTURE")).wholeBody();
        checkMessage(sequence, "", body);
    }

    /** Every message has a part 1 (RFC 9051 6.4.5.1). */
    private void checkMessage(int sequence, String path, Grammar.Body body) throws Exception {
        if (body.isMultipart()) {
            checkParts(sequence, path, body);
        } else {
            checkPart(sequence, path + "1", body);
        }
    }

    private void checkParts(int sequence, String path, Grammar.Body multipart) throws Exception {
        for (int i = 0; i < multipart.parts().size(); i++) {
            checkPart(sequence, path + (i + 1), multipart.parts().get(i));
        }
        assertThat(client.octets(sequence, "BODY.PEEK[" + path + (multipart.parts().size() + 1) + "]")).isNull();
    }

    private void checkPart(int sequence, String path, Grammar.Body part) throws Exception {
        String octets = client.octets(sequence, "BODY.PEEK[" + path + "]");
        assertThat(client.octets(sequence, "BODY.PEEK[" + path + ".MIME]")).isNotNull();
        if (part.isMultipart()) {
            assertThat(octets).isNotNull();
            checkParts(sequence, path + ".", part);
            return;
        }
        assertThat(octets).hasSize((int) part.size());
        if (!part.parts().isEmpty()) {
            String header = client.octets(sequence, "BODY.PEEK[" + path + ".HEADER]");
            String text = client.octets(sequence, "BODY.PEEK[" + path + ".TEXT]");
            assertThat(header + text).isIn(octets, ""); // an empty message stands for one that is encoded
            checkMessage(sequence, path + ".", part.parts().get(0));
        }
    }

    @Test
    void angusMailReadsThemAll() throws Exception {
        var settings = new Properties();
        settings.setProperty("mail.mime.address.strict", "false"); // else a bad address makes it drop the whole message
        settings.setProperty("mail.imap.host", address.getHostString());
        settings.setProperty("mail.imap.port", "" + address.getPort());
        try (var store = Session.getInstance(settings).getStore("imap")) {
            store.connect(ALICE, TestServer.PASSWORD);
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                Message[] messages = inbox.getMessages();
                var profile = new FetchProfile();
                profile.add(FetchProfile.Item.ENVELOPE);
                profile.add(FetchProfile.Item.CONTENT_INFO);
                profile.add(FetchProfile.Item.FLAGS);
                inbox.fetch(messages, profile);
                assertThat(messages).hasSameSizeAs(mails);
                for (int i = 0; i < messages.length; i++) {
                    try {
                        assertThat(messages[i].getSize()).isEqualTo(mails.get(i).octets().length);
                        walk(messages[i]);
                    } catch (MessagingException e) {
                        throw new AssertionError(mails.get(i).name(), e);
                    }
                }
            }
        }
    }

    private static void walk(Part part) throws Exception {
        assertThat(part.getContentType()).isNotEmpty();
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart multipart) {
            assertThat(multipart.getCount()).isPositive();
            for (int i = 0; i < multipart.getCount(); i++) {
                walk(multipart.getBodyPart(i));
            }
        } else if (part.isMimeType("message/rfc822") && part.getContent() instanceof Part inside) {
            walk(inside);
        }
    }
}
