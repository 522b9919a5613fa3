package posthouse.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.StoreException;
import posthouse.testkit.Corpus;
import posthouse.testkit.Security;
import posthouse.testkit.TestServer;

/** Messages come back octet for octet. */
class RetrTest {

    private static final String ALICE = "alice@example.org";

    @Test
    void realAndHostileMessages() throws Exception {
        var mails = new ArrayList<>(Corpus.hostile());
        mails.addAll(Corpus.messages());
        comeBack(mails);
    }

    @Test
    void hostileMessages() throws Exception {
        comeBack(Corpus.hostile());
    }

    @Test
    void messagesOfEverySizeAroundAPiece() throws Exception {
        var mails = new ArrayList<Corpus.Mail>();
        var random = new Random(7);
        for (int size : new int[] {0, 1, 2, 3, 4095, 4096, 4097, 32_767, 32_768, 32_769, 65_535, 65_536, 65_537, 5_000_000}) {
            var octets = new byte[size];
            for (int i = 0; i < size; i++) {
                octets[i] = (byte) "\r\n..ab".charAt(random.nextInt(6)); // dots and line ends wherever a piece may end
            }
            mails.add(new Corpus.Mail(size + " octets", octets));
        }
        comeBack(mails);
    }

    private static void comeBack(List<Corpus.Mail> mails) throws IOException, StoreException {
        try (var server = new TestServer()) {
            Mailbox inbox = server.inbox(ALICE);
            for (Corpus.Mail mail : mails) {
                server.append(inbox, mail.octets());
            }
            InetSocketAddress address = server.listen(Pop3Protocol::new, Security.NONE);
            try (var client = Pop3Client.loggedIn(address, ALICE)) {
                for (int number = 1; number <= mails.size(); number++) {
                    Corpus.Mail mail = mails.get(number - 1);
                    assertThat(client.command("LIST " + number)).isEqualTo("+OK " + number + " " + mail.octets().length);
                    assertThat(Arrays.equals(client.lines("RETR " + number), ended(mail.octets()))).as(mail.name()).isTrue();
                    assertThat(Arrays.equals(client.lines("TOP " + number + " 2000000"), ended(mail.octets()))).as("TOP of " + mail.name()).isTrue();
                }
            }
        }
    }

    /** A last line without CRLF gets one; a message of no octets has no line. */
    private static byte[] ended(byte[] octets) {
        int length = octets.length;
        if (length == 0 || length > 1 && octets[length - 2] == '\r' && octets[length - 1] == '\n') {
            return octets;
        }
        byte[] ended = Arrays.copyOf(octets, length + 2);
        ended[length] = '\r';
        ended[length + 1] = '\n';
        return ended;
    }
}
