package posthouse.smtp.relay.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StsPolicyTest {

    /** RFC 8461 3.2, the example. */
    private static final String EXAMPLE = """
        version: STSv1\r
        mode: enforce\r
        mx: mail.example.com\r
        mx: *.example.net\r
        mx: backupmx.example.com\r
        max_age: 604800\r
        """;

    @Test
    void theExampleOfTheRfc() throws Exception {
        StsPolicy policy = StsPolicy.parse(EXAMPLE);
        assertThat(policy).isEqualTo(new StsPolicy(StsPolicy.Mode.ENFORCE, List.of("mail.example.com", "*.example.net", "backupmx.example.com"),
            Duration.ofDays(7)));
    }

    @ParameterizedTest
    @CsvSource({"mail.example.com, true", "MAIL.Example.COM, true", "mx.mail.example.com, false", "a.example.net, true", "a.b.example.net, false",
        "example.net, false", "xexample.net, false", "example.org, false"})
    void hosts(String host, boolean matches) throws Exception {
        assertThat(StsPolicy.parse(EXAMPLE).matches(host)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mode: enforce\nmx: a.b\nmax_age: 1", "version: STSv2\nmode: none\nmax_age: 1", "version: STSv1\nmx: a.b\nmax_age: 1",
        "version: STSv1\nmode: enforce\nmax_age: 1", "version: STSv1\nmode: enforce\nmx: a b\nmax_age: 1", "version: STSv1\nmode: none",
        "version: STSv1\nmode: none\nmax_age: -1", "version: STSv1\nmode: none\nmax_age: 99999999999", "version: STSv1\nno line\nmode: none\nmax_age: 1",
        "<html>\n<body>not found</body>"})
    void whatIsNone(String text) {
        assertThatThrownBy(() -> StsPolicy.parse(text)).isInstanceOf(StsPolicy.BadPolicy.class);
    }

    @Test
    void unknownFieldsAreIgnoredAndAYearIsTheLongest() throws Exception {
        StsPolicy policy = StsPolicy.parse("version: STSv1\nfuture: thing\nmode: none\nmode: enforce\nmax_age: 4000000000\n");
        assertThat(policy.mode()).isEqualTo(StsPolicy.Mode.NONE);
        assertThat(policy.maxAge()).isEqualTo(Duration.ofSeconds(31_557_600));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"v=STSv1; id=20160831085700Z; | 20160831085700Z", "v=STSv1;id=1 | 1", "v=STSv1; x=y; id=7; z=1 | 7",
        "v=STSv1; id=; | ", "v=STSv1 | ", "v=STSv2; id=1; | ", "v=STSv1; id=a-b; | "})
    void records(String record, String id) {
        assertThat(StsRecord.id(List.of("something else", record))).isEqualTo(java.util.Optional.ofNullable(id));
    }

    @Test
    void twoRecordsAreNone() {
        assertThat(StsRecord.id(List.of("v=STSv1; id=1;", "v=STSv1; id=2;"))).isEmpty();
    }
}
