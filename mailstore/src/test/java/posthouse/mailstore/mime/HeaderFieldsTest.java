package posthouse.mailstore.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HeaderFieldsTest {

    static Stream<Arguments> headers() {
        return Stream.of(
            Arguments.of("", List.of()),
            Arguments.of("\r\n", List.of()),
            Arguments.of("\r\nA: b\r\n", List.of()),
            Arguments.of("A: b\r\nC:d\r\n\r\nbody: no\r\n", List.of("A|b", "C|d")),
            Arguments.of("A: b\nC:d\n\nbody: no\n", List.of("A|b", "C|d")),
            Arguments.of("A: b\r\r\n\r\r\nbody", List.of("A|b")),
            Arguments.of("A: b", List.of("A|b")),
            Arguments.of("A:\r\n", List.of("A|")),
            Arguments.of("A: b\r\n c\r\n\td  \r\n", List.of("A|b c\td")),
            Arguments.of("A:\r\n b\r\n \r\n c\r\n", List.of("A|b  c")),
            Arguments.of("A \t: b\r\n", List.of("A|b")),
            Arguments.of("From me\r\nA: b\r\n", List.of("|From me", "A|b")),
            Arguments.of("no field\r\n with more\r\nA: b\r\n", List.of("|no field with more", "A|b")),
            Arguments.of(" begins blank\r\nA: b\r\n", List.of("|begins blank", "A|b")),
            Arguments.of(": no name\r\n", List.of("|: no name")),
            Arguments.of("A: b\rc\u0000d\r\n", List.of("A|b c d")),
            Arguments.of("A: \u00E9\r\n", List.of("A|\u00E9")));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void goesThroughTheFields(String header, List<String> expected) {
        var fields = new HeaderFields(header.getBytes(StandardCharsets.ISO_8859_1));
        List<String> found = new ArrayList<>();
        int end = 0;
        while (fields.next()) {
            assertThat(fields.start()).as("fields follow each other").isEqualTo(end);
            end = fields.end();
            found.add(fields.name() + "|" + fields.value());
        }
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void comparesNamesInAnyCase() {
        var fields = new HeaderFields("xxSubJect: b\r\n".getBytes(StandardCharsets.ISO_8859_1), 2, 12);
        assertThat(fields.next()).isTrue();
        assertThat(fields.nameIs("subject")).isTrue();
        assertThat(fields.nameIs("SUBJECT")).isTrue();
        assertThat(fields.nameIs("subjec")).isFalse();
        assertThat(fields.nameIs("")).isFalse();
        assertThat(fields.value()).isEqualTo("b");
    }
}
