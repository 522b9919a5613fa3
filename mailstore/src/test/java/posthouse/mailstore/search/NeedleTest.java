package posthouse.mailstore.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import posthouse.mailstore.mime.EnvelopeStructure.Address;

class NeedleTest {

    @ParameterizedTest
    @CsvSource({
        "'', '', true", "'', abc, true", "a, '', false", "a, A, true", "abc, xABCx, true", "abc, ababd, false", "abc, ababc, true",
        "aab, aaaab, true", "café, CAFE\u0301S, true", "cafe, café, true", "café, cafe, false", "strasse, Straße, true", "测试, 这是测试邮件, true",
        "测验, 这是测试邮件, false", "\uD83D\uDE00, a\uD83D\uDE00b, true", "k, \u212A, true",
    })
    void isFoundInDecodedText(String needle, String text, boolean found) {
        assertThat(Needle.of(needle).in(text)).isEqualTo(found);
    }

    @Test
    void isFoundInHeadersAndAddresses() {
        assertThat(Needle.of("测试").inHeader("=?utf-8?B?5rWL6K+V6YKu5Lu2?=")).isTrue();
        assertThat(Needle.of("5rWL").inHeader("=?utf-8?B?5rWL6K+V6YKu5Lu2?=")).isFalse();
        assertThat(Needle.of("").inHeader(null)).isFalse();
        var alice = List.of(new Address("=?utf-8?Q?Al=C3=ADce?=", "alice", "example.org"), new Address(null, "bob", ""));
        assertThat(Needle.of("alíce <ALICE@").inAddresses(alice)).isTrue();
        assertThat(Needle.of("bob").inAddresses(alice)).isTrue();
        assertThat(Needle.of("bob@").inAddresses(alice)).isFalse();
        assertThat(Needle.of("x").inAddresses(null)).isFalse();
    }

    /** Whatever way a text passes, the answer is what looking through the folded text says. */
    @ParameterizedTest
    @ValueSource(strings = {"US-ASCII", "UTF-8", "windows-1252", "GB18030", "x-windows-iso2022jp", "UTF-16", "EUC-KR", "windows-31j"})
    void isFoundInOctetsAsInText(String charsetName) {
        Charset charset = Charset.forName(charsetName);
        var random = new Random(charsetName.hashCode());
        String letters = "aAbB " + charset.decode(charset.encode("éß测试テ한")).toString().replace("?", "").replace("\uFFFD", "");
        for (int round = 0; round < 3_000; round++) {
            String text = random(random, letters, random.nextInt(random.nextInt(20) == 0 ? 3_000 : 100));
            Needle needle = Needle.of(random(random, letters, 1 + random.nextInt(random.nextInt(10) == 0 ? 90 : 6)));
            String folded = CaseMap.fold(text);
            boolean expected = needle.in(text);
            assertThat(expected).isEqualTo(folded.contains(needle.toString()));
            var matcher = new TextMatcher(needle);
            for (int piece : new int[] {1, 3, 50, 4_000}) {
                assertThat(matches(matcher, charset, text.getBytes(charset), piece)).as("%s in %s by %d", needle, text, piece).isEqualTo(expected);
            }
        }
    }

    private static String random(Random random, String letters, int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(letters.charAt(random.nextInt(random.nextBoolean() ? 2 : letters.length())));
        }
        return text.toString();
    }

    private static boolean matches(TextMatcher matcher, Charset charset, byte[] octets, int piece) {
        matcher.begin(charset);
        for (int at = 0; at < octets.length; at += piece) {
            if (matcher.add(octets, at, Math.min(octets.length, at + piece))) {
                return true;
            }
        }
        return matcher.end();
    }

    @Test
    void isFoundInOctetsOfNoCharset() {
        byte[] utf8 = "Grüße 测试".getBytes(StandardCharsets.UTF_8);
        byte[] windows = "Grüße".getBytes(Charset.forName("windows-1252"));
        for (int piece = 1; piece < 10; piece++) {
            assertThat(matches(new TextMatcher(Needle.of("GRÜSSE 测")), null, utf8, piece)).isTrue();
            assertThat(matches(new TextMatcher(Needle.of("grüsse")), null, windows, piece)).isTrue();
            assertThat(matches(new TextMatcher(Needle.of("grüsse")), StandardCharsets.UTF_8, windows, piece)).isTrue();
        }
    }
}
