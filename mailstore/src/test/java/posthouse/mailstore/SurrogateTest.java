package posthouse.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import posthouse.mailstore.mime.HeaderText;
import posthouse.mailstore.mime.MimeScanner;
import posthouse.mailstore.mime.SurrogateHeader;

class SurrogateTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Subject: plain                               | Subject: plain
        Subject: a b ü c                             | Subject: a b =?UTF-8?B?w7w=?= c
        Subject: ü  b ä                              | Subject: =?UTF-8?Q?=C3=BC__b_=C3=A4?=
        X-Other: 日本                                | X-Other: =?UTF-8?B?5pel5pys?=
        From: 李 <li@example.com>                    | From: =?UTF-8?B?5p2O?= <li@example.com>
        From: "Müller, Jr." <m@example.com>          | From: =?UTF-8?Q?M=C3=BCller=2C_Jr=2E?= <m@example.com>
        From: ü@example.com                          | From: =?UTF-8?Q?=C3=BC=40example=2Ecom?= :;
        To: "A, B" <"a b"@bücher.example>            | To: "A, B" <"a b"@xn--bcher-kva.example>
        To: Fréres:;                                 | To: =?UTF-8?Q?Fr=C3=A9res?=:;
        Message-ID: <ü@example.com>                  | Downgraded-Message-ID: =?UTF-8?Q?=3C=C3=BC=40example=2Ecom=3E?=
        Content-Disposition: inline; filename="ä b"  | Content-Disposition: inline; filename*=UTF-8''%C3%A4%20b
        Content-Type: message/global; x=y            | Content-Type: message/rfc822; x=y
        Received: from a by b for <ü@b>; 1 Jan 2026  | Received: from a by b; 1 Jan 2026
        """)
    void rewritesAField(String utf8, String ascii) {
        assertThat(surrogate(utf8 + "\r\n\r\n")).isEqualTo(ascii + "\r\n\r\n");
    }

    @Test
    void leavesWhatIsNotUtf8() {
        byte[] header = "Subject: caf\u00e9\r\nX: y\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(SurrogateHeader.of(header)).isEqualTo(header);
    }

    @Test
    void foldsLongTextsBetweenCharacters() {
        String header = surrogate("Subject: " + "漢字ü".repeat(100) + "\r\nContent-Type: text/plain; name=\"" + "漢".repeat(50) + "\"\r\n\r\n");
        assertThat(header.lines()).allMatch(line -> line.length() <= 78);
        assertThat(HeaderText.decode(header.substring(9, header.indexOf("Content-Type")).replace("\r\n", "")))
            .isEqualTo("漢字ü".repeat(100));
        assertThat(header).contains("name*0*=UTF-8''%E6").contains("name*1*=");
    }

    private static String surrogate(String header) {
        return new String(SurrogateHeader.of(header.getBytes(StandardCharsets.UTF_8)), StandardCharsets.US_ASCII);
    }

    @Test
    void readsTheSameInPiecesOfAnySize() throws Exception {
        String prefix = "Received: with UTF8SMTP for <ü@b>;\r\n";
        String inner = "Subject: ü\r\n\r\n";
        String message = "Subject: ü\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: message/global\r\n\r\n" + inner
            + "ü\r\n--b\r\n\r\nü\r\n--b--\r\n";
        byte[] octets = (prefix + message).getBytes(StandardCharsets.UTF_8);
        var body = new Octets(octets, prefix.getBytes(StandardCharsets.UTF_8).length);
        var scanner = new MimeScanner();
        scanner.write(octets, body.prefixSize, octets.length - body.prefixSize);
        MessageBody surrogate = Surrogate.of(body, scanner.finish());
        assertThat(Surrogate.mayBeNeeded(prefix.getBytes(StandardCharsets.UTF_8))).isTrue();
        String expected = "Received: with UTF8SMTP;\r\nSubject: =?UTF-8?B?w7w=?=\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
            + "Content-Type: message/rfc822\r\n\r\nSubject: =?UTF-8?B?w7w=?=\r\n\r\nü\r\n--b\r\n\r\nü\r\n--b--\r\n";
        assertThat(surrogate.size()).isEqualTo(expected.getBytes(StandardCharsets.UTF_8).length);
        assertThat(Surrogate.of(body, null).size()).isEqualTo(surrogate.size());
        var random = new Random(1);
        for (int round = 0; round < 50; round++) {
            var read = new byte[(int) surrogate.size()];
            for (int at = 0; at < read.length; ) {
                at += surrogate.read(at, read, at, Math.min(read.length - at, 1 + random.nextInt(40)));
            }
            assertThat(new String(read, StandardCharsets.UTF_8)).isEqualTo(expected);
        }
        assertThat(surrogate.read(surrogate.size(), new byte[1], 0, 1)).isZero();
    }

    @Test
    void isTheMessageItselfWhereNothingChanges() throws Exception {
        var body = new Octets("Subject: x\r\n\r\nü\r\n".getBytes(StandardCharsets.UTF_8), 0);
        assertThat(Surrogate.of(body, null)).isSameAs(body);
    }

    private record Octets(byte[] octets, int prefixSize) implements MessageBody {
        @Override
        public long size() {
            return octets.length;
        }

        @Override
        public int read(long position, byte[] target, int offset, int length) {
            int count = (int) Math.min(length, octets.length - position);
            System.arraycopy(octets, (int) position, target, offset, count);
            return count;
        }

        @Override
        public void close() {
            // nothing to let go of
        }
    }
}
