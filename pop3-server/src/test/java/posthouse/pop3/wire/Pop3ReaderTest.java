package posthouse.pop3.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Pop3ReaderTest {

    private static Pop3Reader reader(String line) throws BadSyntax {
        return new Pop3Reader(line.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void keywordsInAnyCase() throws BadSyntax {
        assertThat(reader("retr 1").keyword()).isEqualTo("RETR");
        assertThat(reader("QUIT").keyword()).isEqualTo("QUIT");
        assertThat(reader("").keyword()).isEmpty();
        assertThat(reader(" QUIT").keyword()).isEmpty();
    }

    @Test
    void argumentsBehindSpaces() throws BadSyntax {
        var in = reader("TOP 12   007 ");
        in.keyword();
        assertThat(in.sp().number()).isEqualTo(12);
        assertThat(in.sp().number()).isEqualTo(7);
        assertThat(in.hasMore()).isFalse();
        in.end();
        assertThatThrownBy(in::sp).hasMessage("an argument is missing");
    }

    @Test
    void numbersLargerThanAnyAreTheLargest() throws BadSyntax {
        assertThat(reader("0").number()).isZero();
        assertThat(reader("000").number()).isZero();
        assertThat(reader("999999999").number()).isEqualTo(999_999_999);
        assertThat(reader("0000000000000000000005").number()).isEqualTo(5);
        assertThat(reader("2147483648").number()).isEqualTo(Integer.MAX_VALUE);
        assertThat(reader("99999999999999999999999999").number()).isEqualTo(Integer.MAX_VALUE);
        assertThatThrownBy(() -> reader("-1").number()).isInstanceOf(BadSyntax.class);
        assertThatThrownBy(() -> reader("1x").number()).isInstanceOf(BadSyntax.class);
        assertThatThrownBy(() -> reader("\u0661").number()).isInstanceOf(BadSyntax.class);
    }

    @Test
    void theRestOfALineKeepsItsSpaces() throws BadSyntax {
        var in = reader("PASS  a b  ");
        in.keyword();
        assertThat(in.rest()).isEqualTo(" a b  ");
        in.end();
        assertThatThrownBy(in::rest).hasMessage("an argument is missing");
        var nothing = reader("PASS ");
        nothing.keyword();
        assertThatThrownBy(nothing::rest).hasMessage("an argument is missing");
    }

    @Test
    void whatIsLeftIsTooMuch() throws BadSyntax {
        var in = reader("NOOP x");
        in.keyword();
        assertThatThrownBy(in::end).hasMessage("an argument too many");
    }

    @Test
    void onlyUtf8WithoutControls() {
        assertThatThrownBy(() -> reader("NOOP\t")).isInstanceOf(BadSyntax.class);
        assertThatThrownBy(() -> reader("NOOP\u007f")).isInstanceOf(BadSyntax.class);
        assertThatThrownBy(() -> new Pop3Reader(new byte[] {'A', (byte) 0xe4})).hasMessage("the line isn't UTF-8");
    }
}
