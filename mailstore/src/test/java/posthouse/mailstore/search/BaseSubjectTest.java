package posthouse.mailstore.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5256 2.1. */
class BaseSubjectTest {

    @ParameterizedTest
    @CsvSource({
        "hello, hello, false",
        "'  hello \t world  ', hello world, false",
        "Re: hello, hello, true",
        "RE:hello, hello, true",
        "re : hello, hello, true",
        "Fwd: hello, hello, true",
        "FW: hello, hello, true",
        "Re: Fwd: re: hello, hello, true",
        "Re[2]: hello, hello, true",
        "Re [list] : hello, hello, true",
        "[list] hello, hello, false",
        "[list] Re: hello, hello, true",
        "Re: [list] hello, hello, true",
        "[one] [two] Re: [three] hello, hello, true",
        "[one][two], [two], false",
        "[only], [only], false",
        "Re: [only], [only], true",
        "[only] Re:, '', true",
        "hello (fwd), hello, true",
        "hello (FWD) (fwd), hello, true",
        "[Fwd: hello], hello, true",
        "[fwd: Re: [fwd: hello (fwd)]], hello, true",
        "Re: [Fwd: hello], hello, true",
        "[list] [fwd: hello], hello, true",
        "Reply: hello, Reply: hello, false",
        "refwd: hello, refwd: hello, false",
        "Re hello, Re hello, false",
        "[not closed hello, [not closed hello, false",
        "[a[b] hello, [a[b] hello, false",
        "'', '', false",
        "' ', '', false",
        "Re:, '', true",
        "(fwd), '', true",
        "=?utf-8?Q?Re:_caf=C3=A9?=, café, true",
        "=?utf-8?B?UmU6IOa1i+ivlQ==?=, 测试, true",
    })
    void takesOffWhatRepliesPutAround(String subject, String base, boolean replyOrForward) {
        assertThat(BaseSubject.of(subject)).isEqualTo(new BaseSubject(base, replyOrForward));
    }

    @Test
    void isEmptyWithoutSubject() {
        assertThat(BaseSubject.of(null)).isEqualTo(new BaseSubject("", false));
    }

    @Test
    void staysLinearWhateverIsRepeated() {
        for (String piece : new String[] {"re:", "[a]", "[", "re[a]:", "(fwd)", "[fwd:", "re[", " ", "]", "[fwd: ]"}) {
            String many = piece.repeat((1 << 20) / piece.length());
            assertThat(BaseSubject.of(many)).isNotNull();
            assertThat(BaseSubject.of(many + "]")).isNotNull();
            assertThat(BaseSubject.of(many + "x" + "]".repeat(100_000))).isNotNull();
        }
    }
}
