package posthouse.mailstore.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.mime.Corpus;
import posthouse.mailstore.mime.MimeScanner;

/** RFC 8970: the first words that a message shows. */
class PreviewTest {

    private static String preview(byte[] octets) throws StoreException {
        var scanner = new MimeScanner();
        scanner.write(octets, 0, octets.length);
        return Preview.of(new OctetsBody(octets, 0), scanner.finish());
    }

    private static String preview(String message, Charset charset) throws StoreException {
        return preview(message.replace("\n", "\r\n").getBytes(charset));
    }

    private static String ofText(String text) throws StoreException {
        return preview("Subject: s\n\n" + text, StandardCharsets.UTF_8);
    }

    private static String ofHtml(String html) throws StoreException {
        return preview("MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n" + html, StandardCharsets.UTF_8);
    }

    @Test
    void isOneLineWithoutQuotesAndSignature() throws StoreException {
        assertThat(ofText("> you wrote\n> this\n\n  Yes,\n\tI did.\n-- \nBob\n")).isEqualTo("Yes, I did.");
        assertThat(ofText("> you wrote this\n")).isEqualTo("> you wrote this");
        assertThat(ofText("")).isEmpty();
    }

    @Test
    void hasTwoHundredCharacters() throws StoreException {
        assertThat(ofText("é".repeat(300))).isEqualTo("é".repeat(200));
        assertThat(ofText("a b ".repeat(200))).hasSize(199);
        assertThat(ofText("\ud83d\ude00".repeat(9000)).codePoints()).hasSize(200).containsOnly(0x1f600);
    }

    @Test
    void comesFromTheFirstTextThatSaysSomething() throws StoreException {
        String mixed = """
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=m

            --m
            Content-Type: text/plain
            Content-Disposition: attachment

            attached
            --m
            Content-Type: multipart/alternative; boundary=a

            --a
            Content-Type: text/html

            <p>html
            --a
            Content-Type: text/plain

            %s
            --a--
            --m--
            """;
        assertThat(preview(mixed.formatted("plain"), StandardCharsets.UTF_8)).isEqualTo("plain");
        assertThat(preview(mixed.formatted(""), StandardCharsets.UTF_8)).isEqualTo("html");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        <html><head><title>t</title><style>p{}</style></head><body><p>Hello</p><p>w<b>or</b>ld</p> | Hello world
        a &amp; b &lt;c&gt; &#8211; &#x2013; &nosuch; AT&T & so | a & b <c> – – &nosuch; AT&T & so
        x<!-- <p>no</p> -->y<script>if (a < b) {}</script>z | xyz
        1 < 2 <br>3 | 1 < 2 3
        &zwnj;&nbsp;&zwnj;&nbsp;&shy;Dear you | Dear you
        <style>never closed | ''
        &#x110000;&#99999999999; | &#x110000;&#99999999999;
        """)
    void readsHtml(String html, String expected) throws StoreException {
        assertThat(ofHtml(html)).isEqualTo(expected);
    }

    @Test
    void undoesEncodingsAndCharsets() throws StoreException {
        assertThat(preview("Content-Type: text/plain; charset=gb2312\nContent-Transfer-Encoding: base64\n\n0ruyv7WryrKztLav\n",
            StandardCharsets.US_ASCII)).startsWith("一部");
        assertThat(preview("Content-Type: text/plain\n\ncafé ", Charset.forName("windows-1252"))).isEqualTo("café");
        assertThat(ofText(" ".repeat(8191) + "é")).isEmpty(); // the first octet of two is the last that is read
    }

    @Test
    void neverFails() throws StoreException {
        var random = new Random(8970);
        for (var sample : Corpus.samples()) {
            byte[] octets = sample.octets().clone();
            assertThat(preview(octets).codePointCount(0, preview(octets).length())).isLessThanOrEqualTo(200);
            for (int i = 0; i < 20 && octets.length > 0; i++) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt();
            }
            assertThat(preview(octets)).doesNotContain("\n", "\r", "\0");
        }
    }
}
