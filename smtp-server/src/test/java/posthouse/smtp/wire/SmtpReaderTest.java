package posthouse.smtp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import posthouse.smtp.wire.SmtpReader.Parameter;

class SmtpReaderTest {

    private static SmtpReader behindVerb(String line) {
        var in = new SmtpReader(line);
        in.verb();
        return in;
    }

    @ParameterizedTest
    @CsvSource({"NOOP, NOOP", "noop, NOOP", "Mail FROM:<>, MAIL", "'QUIT  ', QUIT", "'', ''", "' NOOP', ''", "MAIL\tFROM, MAIL\tFROM"})
    void verbs(String line, String verb) {
        assertThat(new SmtpReader(line).verb()).isEqualTo(verb);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', value = {
        "MAIL FROM:<a@b.example>, <a@b.example>",
        "mail from:<a@b.example>, <a@b.example>",
        "MAIL FROM: <a@b.example>, <a@b.example>",
        "MAIL FROM:   <>, <>",
        "'MAIL FROM:<\"x> y\"@b.example>', '<\"x> y\"@b.example>'",
        "'MAIL FROM:<\"x\\\" >\"@b.example>', '<\"x\\\" >\"@b.example>'",
    })
    void senders(String line, String path) throws BadSyntax {
        var in = behindVerb(line);
        assertThat(in.sp().label("FROM:").reversePath()).hasToString(path);
        in.end();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "MAIL FROM", "MAIL FROM:", "MAIL FROM:a@b.example", "MAIL FROM :<>", "MAIL  FROM:<>",
        "MAIL FROM:<", "MAIL FROM:<>>",
        "MAIL FROM:<a@b.example>SIZE=1", "MAIL FROM:<a@b.example", "MAIL TO:<a@b.example>", "MAIL FROM:<\"a@b.example>",
        "MAIL FROM:<> x=", "MAIL FROM:<> =",
        "MAIL FROM:<> -A=1", "MAIL FROM:<> A_B", "MAIL FROM:<> A\u00e9", "MAIL FROM:<> A\tB", "MAIL FROM:<> A a"})
    void refuses(String line) {
        assertThatThrownBy(() -> {
            var in = behindVerb(line);
            in.sp().label("FROM:").reversePath();
            in.parameters();
        }).isInstanceOf(BadSyntax.class);
    }

    @Test
    void parameters() throws BadSyntax {
        var in = behindVerb("MAIL FROM:<> SIZE=12 body=8BITMIME  SMTPUTF8 X-Y=a=b ");
        in.sp().label("FROM:").reversePath();
        assertThat(in.parameters()).containsExactly(new Parameter("SIZE", "12"), new Parameter("BODY", "8BITMIME"),
            new Parameter("SMTPUTF8", null), new Parameter("X-Y", "a=b"));
    }

    @Test
    void sameParameterTwice() {
        var in = behindVerb("MAIL SIZE=1 size=2");
        assertThatThrownBy(in::parameters).isInstanceOf(BadSyntax.class).hasMessageContaining("SIZE");
    }
}
