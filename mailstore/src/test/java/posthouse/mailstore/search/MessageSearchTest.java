package posthouse.mailstore.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.mime.MessageStructure;
import posthouse.mailstore.mime.MimeScanner;

class MessageSearchTest {
    private static final String PREFIX = "Return-Path: <bounce@example.org>\r\n";
    private static final String MESSAGE = """
        From: =?utf-8?Q?Al=C3=ADce?= <alice@example.org>
        Subject: =?utf-8?B?5rWL6K+V?=
         folded on
        Empty:
        Content-Type: multipart/mixed; boundary=b

        preamble
        --b
        Content-Type: text/plain; charset=gb2312
        Content-Transfer-Encoding: base64
        Content-Description: described

        %s
        --b
        Content-Type: text/html; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        <b>so=
        ft</b> =E2=82=AC
        --b
        Content-Type: application/pdf; name=file.pdf

        inapplication
        --b
        Content-Type: message/rfc822

        Subject: nested subject

        nested text
        --b
        Content-Type: message/rfc822
        Content-Transfer-Encoding: base64

        %s
        --b
        Content-Type: message/delivery-status

        Action: failed
        --b
        Content-Type: multipart/related; boundary=never

        no parts here
        --b--
        epilogue
        """;

    private static MessageStructure structure(byte[] octets, int from) {
        var scanner = new MimeScanner();
        scanner.write(octets, from, octets.length - from);
        return scanner.finish();
    }

    private final OctetsBody body = body();
    private final MessageStructure structure = structure(body.octets(), PREFIX.length());

    private static OctetsBody body() {
        String chinese = Base64.getMimeEncoder().encodeToString("这是一封测试邮件".getBytes(Charset.forName("GB18030")));
        String message = Base64.getMimeEncoder().encodeToString("Subject: wrapped up\r\n\r\nx".getBytes(StandardCharsets.US_ASCII));
        byte[] octets = (PREFIX + MESSAGE.formatted(chinese, message).replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_8);
        return new OctetsBody(octets, PREFIX.length());
    }

    @ParameterizedTest
    @CsvSource({
        "测试邮件, true, true", "SOFT, true, true", "<b>, true, true", "€, true, true", "so=, false, false",
        "nested text, true, true", "nested subject, true, true", "Subject: nested, true, true",
        "inapplication, false, false", "preamble, false, false", "epilogue, false, false",
        "alíce, false, true", "测试 folded, false, true", "bounce@, false, true", "file.pdf, false, true", "described, false, true",
        "5rWL, false, false", "wrapped up, true, true", "action: failed, true, true", "no parts here, true, true", "absent, false, false",
    })
    void findsTextInBodyAndWholeMessage(String text, boolean inBody, boolean inMessage) throws StoreException {
        var search = new MessageSearch(Needle.of(text));
        for (int again = 0; again < 2; again++) {
            assertThat(search.bodyContains(body, structure)).isEqualTo(inBody);
            assertThat(search.textContains(body, structure)).isEqualTo(inMessage);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Subject, 测试, true", "subject, TESTS, false", "SUBJECT, on, true", "From, alíce <alice@example.org>, true", "From, folded, false",
        "Return-Path, bounce, true", "Empty, '', true", "Empty, a, false", "Absent, '', false", "Content-Description, '', false",
    })
    void findsTextInFields(String field, String text, boolean found) throws StoreException {
        assertThat(new MessageSearch(Needle.of(text)).headerContains(body, structure, field)).isEqualTo(found);
    }

    @Test
    void findsNothingAsEverywhere() throws StoreException {
        var search = new MessageSearch(Needle.of(""));
        assertThat(search.bodyContains(body, structure)).isTrue();
        assertThat(search.textContains(body, structure)).isTrue();
    }

    @Test
    void findsTextAcrossPieces() throws StoreException {
        for (int before = 32_700; before < 32_800; before++) {
            byte[] octets = ("Subject: x\r\n\r\n" + "x".repeat(before) + "Straße needle").getBytes(StandardCharsets.UTF_8);
            var long1 = new OctetsBody(octets, 0);
            assertThat(new MessageSearch(Needle.of("needle")).bodyContains(long1, structure(octets, 0))).isTrue();
            assertThat(new MessageSearch(Needle.of("STRASSE")).bodyContains(long1, structure(octets, 0))).isTrue();
            assertThat(new MessageSearch(Needle.of("needles")).bodyContains(long1, structure(octets, 0))).isFalse();
        }
    }
}
