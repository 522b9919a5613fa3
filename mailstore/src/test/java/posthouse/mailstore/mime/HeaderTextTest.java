package posthouse.mailstore.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HeaderTextTest {

    static Stream<Arguments> texts() {
        return Stream.of(
            Arguments.of("plain text", "plain text"),
            Arguments.of("", ""),
            // RFC 2047 8
            Arguments.of("(=?ISO-8859-1?Q?a?=)", "(a)"),
            Arguments.of("(=?ISO-8859-1?Q?a?= b)", "(a b)"),
            Arguments.of("(=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=)", "(ab)"),
            Arguments.of("(=?ISO-8859-1?Q?a?=  \t =?ISO-8859-1?Q?b?=)", "(ab)"),
            Arguments.of("(=?ISO-8859-1?Q?a_b?=)", "(a b)"),
            Arguments.of("(=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=)", "(a b)"),
            Arguments.of("=?ISO-8859-1?Q?Keld_J=F8rn_Simonsen?= <keld@dkuug.dk>", "Keld Jørn Simonsen <keld@dkuug.dk>"),
            Arguments.of("=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?= =?ISO-8859-2?B?dSB1bmRlcnN0YW5kIHRoZSBleGFtcGxlLg==?=",
                "If you can read this you understand the example."),
            // RFC 2231 5
            Arguments.of("=?US-ASCII*EN?Q?Keith_Moore?=", "Keith Moore"),
            Arguments.of("=?utf-8?b?5rWL6K+V6YKu5Lu2?=", "测试邮件"),
            // a character cut in two
            Arguments.of("=?UTF-8?B?5rWL6K8=?= =?UTF-8?B?lemCruS7tg==?=", "测试邮件"),
            Arguments.of("=?utf-8?Q?=E6=B5?==?utf-8?Q?=8B?=", "测"),
            Arguments.of("=?gb2312?B?suLK1NPKvP4=?=", "测试邮件"),
            Arguments.of("=?ks_c_5601-1987?B?x9GxuQ==?=", "한국"),
            Arguments.of("=?ISO-2022-JP?B?GyRCJUYlOSVIGyhC?=", "テスト"),
            Arguments.of("=?windows-1252?Q?=80?=", "€"),
            Arguments.of("=?iso-8859-1?Q?=80?=", "€"),
            // left as they are
            Arguments.of("=?no-such-charset?Q?a?= b", "=?no-such-charset?Q?a?= b"),
            Arguments.of("=?utf-8?X?a?=", "=?utf-8?X?a?="),
            Arguments.of("=?utf-8?Q?a", "=?utf-8?Q?a"),
            Arguments.of("=?utf-8?Q?a?", "=?utf-8?Q?a?"),
            Arguments.of("=?utf-8", "=?utf-8"),
            Arguments.of("=?", "=?"),
            Arguments.of("=?=?utf-8?q?a?=", "=?a"),
            Arguments.of("=??q?a?=", "=??q?a?="),
            // tolerated
            Arguments.of("=?utf-8?Q?a b?=c", "a bc"),
            Arguments.of("=?utf-8?Q?a=zz=?=", "a=zz="),
            Arguments.of("=?utf-8?Q??= x", " x"),
            Arguments.of("=?utf-8?B?YWI?= x", "ab x"),
            Arguments.of("=?utf-8?Q?=FF?=", "\uFFFD"),
            // octets above 127
            Arguments.of(latin1("测试", StandardCharsets.UTF_8), "测试"),
            Arguments.of("caf\u00E9", "café"),
            Arguments.of(latin1("é ", StandardCharsets.UTF_8) + "=?utf-8?q?=C3=A9?=", "é é"));
    }

    private static String latin1(String text, java.nio.charset.Charset charset) {
        return new String(text.getBytes(charset), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void decodes(String raw, String decoded) {
        assertThat(HeaderText.decode(raw)).isEqualTo(decoded);
    }

    @Test
    void staysLinearWhateverIsRepeated() {
        for (String piece : new String[] {"=?", "=?utf-8?q?", "=?utf-8?q?a?=", "=?x?q?a?= ", "=?utf-8?b?", "?=", " ", "=?utf-8?q?\u00E9 "}) {
            assertThat(HeaderText.decode(piece.repeat((1 << 19) / piece.length()))).isNotNull();
            assertThat(HeaderText.decode(piece.repeat((1 << 19) / piece.length()) + "?=")).isNotNull();
        }
    }

    @Test
    void neverFails() {
        var random = new Random(47);
        String alphabet = "=?utf-8QB_ab\u00E9\t ";
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder("=?utf-8?q?");
            random.ints(random.nextInt(40), 0, alphabet.length()).forEach(c -> text.append(alphabet.charAt(c)));
            assertThat(HeaderText.decode(text.toString())).isNotNull();
        }
    }
}
