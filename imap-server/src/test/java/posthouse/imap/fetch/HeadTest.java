package posthouse.imap.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import posthouse.mailstore.MessageBody;
import posthouse.testkit.Corpus;
import posthouse.testkit.Corpus.Mail;

/** What is found without the structure is what the structure says. */
class HeadTest {

    private static final String PREFIX = "Return-Path: <>\r\nDelivered-To: a@example.org\r\n";

    @ParameterizedTest
    @ValueSource(strings = {"a: b\r\n\r\nc", "a: b\n\nc: d\n\n", "a: b\r\nno field\r\n\r\nc", "a: b\r\n folded\r\n\r\n", "no field\r\na: b\r\n\r\n", "\r\na: b\r\n\r\n",
        "a: b\r\n", "a: b", "a: b\r\n\r", "", "From me\r\na: b\r\n\r\n", " folded\r\n\r\n", ": x\r\n\r\n", "a b: c\r\n\r\nd", "a: b\r\r\n\r\r\nc", "a: b\r\n\0\r\n\r\n"})
    void agreesWithTheScanner(String message) throws Exception {
        agrees(message, "");
        agrees(message, PREFIX);
    }

    static Stream<Mail> mails() throws Exception {
        return Stream.concat(Corpus.hostile().stream(), Corpus.messages().stream());
    }

    @ParameterizedTest
    @MethodSource("mails")
    void agreesWithTheScannerOnRealMail(Mail mail) throws Exception {
        agrees(FetchClient.latin1(mail.octets()), PREFIX);
    }

    @ParameterizedTest
    @ValueSource(ints = {4090, 4091, 4092, 4093, 4094, 4095, 4096, 4097, 16380, 16384, 65530, 65536, 70000})
    void readsHeadersOfAnyLength(int length) throws Exception {
        agrees("a: " + "x".repeat(length - 7) + "\r\n\r\nbody", "");
    }

    @Test
    void findsMostHeaders() throws Exception {
        assertThat(new Head().read(body("a: b\r\n\r\nc"))).isTrue();
        assertThat(new Head().read(body("a: " + "x".repeat(60_000) + "\r\n\r\nc"))).isTrue();
    }

    private static void agrees(String message, String prefix) throws Exception {
        var head = new Head();
        if (head.read(body(prefix + message, prefix.length()))) {
            assertThat(head.length()).isEqualTo(prefix.length() + (int) Wire.structure(message).root().bodyStart());
        }
    }

    private static MessageBody body(String text) {
        return body(text, 0);
    }

    private static MessageBody body(String text, int prefix) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        return new MessageBody() {
            @Override
            public long size() {
                return octets.length;
            }

            @Override
            public int prefixSize() {
                return prefix;
            }

            @Override
            public int read(long position, byte[] target, int offset, int length) {
                int read = Math.min(length, octets.length - (int) position);
                System.arraycopy(octets, (int) position, target, offset, read);
                return read;
            }

            @Override
            public void close() {
            }
        };
    }
}
