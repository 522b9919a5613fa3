package posthouse.mailstore.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TransferDecoderTest {

    static Stream<Arguments> bodies() {
        return Stream.of(
            Arguments.of("7bit", "as it =41 is", "as it =41 is"),
            Arguments.of("x-unknown", "as it =41 is", "as it =41 is"),
            Arguments.of("base64", "", ""),
            Arguments.of("BASE64", "aGVsbG8=", "hello"),
            Arguments.of("base64", "aGVs\r\nbG8=\r\n", "hello"),
            Arguments.of("base64", "aGVsbG8", "hello"),
            Arguments.of("base64", "aGVsbG8h", "hello!"),
            Arguments.of("base64", "aGVsbA==", "hell"),
            Arguments.of("base64", "a G*V-s_bA==", "hell"),
            Arguments.of("base64", "aGVsbA==aGVsbA==", "hellhell"),
            Arguments.of("base64", "=", ""),
            Arguments.of("base64", "a", ""),
            Arguments.of("base64", "\u00FF\u0080aGVsbG8=", "hello"),
            Arguments.of("quoted-printable", "", ""),
            Arguments.of("Quoted-Printable", "=41=62c", "Abc"),
            Arguments.of("quoted-printable", "=e4=B8=ad", "\u00E4\u00B8\u00AD"),
            Arguments.of("quoted-printable", "a=\r\nb", "ab"),
            Arguments.of("quoted-printable", "a=\nb", "ab"),
            Arguments.of("quoted-printable", "a= \t\r\nb", "ab"),
            Arguments.of("quoted-printable", "a=", "a"),
            Arguments.of("quoted-printable", "a=4", "a=4"),
            Arguments.of("quoted-printable", "a=4x", "a=4x"),
            Arguments.of("quoted-printable", "a=xyz", "a=xyz"),
            Arguments.of("quoted-printable", "a==41", "a=A"),
            Arguments.of("quoted-printable", "a=4=41", "a=4A"),
            Arguments.of("quoted-printable", "a= b", "a= b"),
            Arguments.of("quoted-printable", "a=\rb", "a=\rb"),
            Arguments.of("quoted-printable", "a b \t \r\nc\t\nd  ", "a b\r\nc\nd"),
            Arguments.of("quoted-printable", "a =41  =42", "a A  B"),
            Arguments.of("quoted-printable", "a" + " ".repeat(2500) + "\r\n", "a" + " ".repeat(2000) + "\r\n"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void decodes(String encoding, String encoded, String decoded) {
        assertThat(decode(encoding, encoded, Integer.MAX_VALUE)).isEqualTo(decoded);
        assertThat(decode(encoding, encoded, 1)).as("octet by octet").isEqualTo(decoded);
        assertThat(decode(encoding, encoded, 3)).as("by threes").isEqualTo(decoded);
    }

    @Test
    void decodesBase64OfAnyLength() {
        var random = new Random(64);
        for (int length = 0; length < 300; length++) {
            byte[] octets = new byte[length];
            random.nextBytes(octets);
            String encoded = Base64.getMimeEncoder().encodeToString(octets);
            String expected = new String(octets, StandardCharsets.ISO_8859_1);
            assertThat(decode("base64", encoded, 1 + random.nextInt(10))).isEqualTo(expected);
        }
    }

    static String decode(String encoding, String encoded, int chunk) {
        var decoder = TransferDecoder.of(encoding);
        byte[] octets = encoded.getBytes(StandardCharsets.ISO_8859_1);
        var decoded = new StringBuilder();
        for (int at = 0; at < octets.length; at += Math.min(chunk, octets.length - at)) {
            int length = Math.min(chunk, octets.length - at);
            byte[] target = new byte[decoder.room(length)];
            append(decoded, target, decoder.decode(octets, at, length, target, 0));
        }
        byte[] target = new byte[decoder.room(0)];
        append(decoded, target, decoder.finish(target, 0));
        return decoded.toString();
    }

    private static void append(StringBuilder text, byte[] octets, int length) {
        text.append(new String(Arrays.copyOf(octets, length), StandardCharsets.ISO_8859_1));
    }
}
