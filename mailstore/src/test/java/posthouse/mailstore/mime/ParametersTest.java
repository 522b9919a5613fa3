package posthouse.mailstore.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ParametersTest {

    static Stream<Arguments> texts() {
        return Stream.of(
            Arguments.of("a; name=x", "x"),
            Arguments.of("a; NAME=\"x y\"", "x y"),
            Arguments.of("a; other=x", null),
            Arguments.of("a", null),
            // RFC 2231 3
            Arguments.of("message/external-body; access-type=URL; name*0=\"ftp://\"; name*1=\"cs.utk.edu/pub/moore/bulk-mailer/bulk-mailer.tar\"",
                "ftp://cs.utk.edu/pub/moore/bulk-mailer/bulk-mailer.tar"),
            // RFC 2231 4
            Arguments.of("application/x-stuff; name*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A", "This is ***fun***"),
            // RFC 2231 4.1
            Arguments.of("application/x-stuff; name*0*=us-ascii'en'This%20is%20even%20more%20; name*1*=%2A%2A%2Afun%2A%2A%2A%20; name*2=\"isn't it!\"",
                "This is even more ***fun*** isn't it!"),
            Arguments.of("a; name*1=b; name*0=a", "ab"),
            Arguments.of("a; name*0=a; name*2=c", "a"),
            Arguments.of("a; name*=utf-8''%E6%B5%8B; name=x", "测"),
            Arguments.of("a; name*=gb2312''%B2%E2", "测"),
            Arguments.of("a; name*0*=utf-8''%E6%B5; name*1*=%8B", "测"),
            Arguments.of("a; name*=nocharset", "nocharset"),
            Arguments.of("a; name*=x-none''%E6%B5%8B", "测"),
            Arguments.of("a; name*=utf-8''100%", "100%"),
            Arguments.of("a; name*=utf-8''%4", "%4"),
            Arguments.of("a; name*=utf-8''%zz", "%zz"),
            // RFC 2047 5 forbids it, mail programs write it
            Arguments.of("a; name=\"=?utf-8?B?5rWL?=\"", "测"),
            Arguments.of("a; name=\u00E6\u00B5\u008B", "测"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void findsTheText(String field, String text) {
        assertThat(Parameters.text(ParameterizedValue.parse(field, new Allowance()).parameters(), "name")).isEqualTo(text);
    }

    static Stream<Arguments> fields() {
        return Stream.of(
            Arguments.of("text/plain", "text/plain []"),
            Arguments.of("", " []"),
            Arguments.of(";", " []"),
            Arguments.of("text/plain;", "text/plain []"),
            Arguments.of("text/plain; charset=utf-8", "text/plain [charset=utf-8]"),
            Arguments.of("text/plain;charset=\"utf-8\";;format=flowed;", "text/plain [charset=utf-8, format=flowed]"),
            Arguments.of("text/plain (a (nested) comment); charset=us-ascii (Plain text)", "text/plain [charset=us-ascii]"),
            Arguments.of("text/plain; charset = utf-8", "text/plain [charset=utf-8]"),
            Arguments.of("text/plain; name=This is a test.txt", "text/plain [name=This is a test.txt]"),
            Arguments.of("text/plain; name=\"a\\\"b\\\\c\"", "text/plain [name=a\"b\\c]"),
            Arguments.of("text/plain; name=\"never closed; x=y", "text/plain [name=never closed; x=y]"),
            Arguments.of("text/plain; name=a name2=b", "text/plain [name=a, name2=b]"),
            Arguments.of("text/plain charset=utf-8", "text/plain [charset=utf-8]"),
            Arguments.of("text/plain; name=\"a\" name2=\"b\"", "text/plain [name=a, name2=b]"),
            Arguments.of("multipart/mixed; boundary=----=_Part_1", "multipart/mixed [boundary=----=_Part_1]"),
            Arguments.of("text/plain; novalue; a=b", "text/plain [a=b]"),
            Arguments.of("text/plain; =x; a=b", "text/plain [a=b]"),
            Arguments.of("text/plain; a=; b=c", "text/plain [a=, b=c]"),
            Arguments.of("text/plain; \"junk\"; a=b", "text/plain [a=b]"),
            Arguments.of("text / plain; a=b", "text / plain [a=b]"),
            Arguments.of("(comment only", " []"));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void takesWhatMailProgramsWrite(String field, String parsed) {
        var value = ParameterizedValue.parse(field, new Allowance());
        assertThat(value.value() + " " + value.parameters().stream().map(p -> p.name() + "=" + p.value()).toList()).isEqualTo(parsed);
    }
}
