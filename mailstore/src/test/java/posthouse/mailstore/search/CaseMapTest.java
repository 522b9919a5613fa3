package posthouse.mailstore.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseMapTest {

    @ParameterizedTest
    @CsvSource({
        "'', ''", "abc, ABC", "ABC, ABC", "a1-Z, A1-Z", "é, E\u0301", "É, E\u0301", "e\u0301, E\u0301", "ß, SS", "ẞ, SS", "ﬁ, FI", "ｆｕｌｌ, FULL",
        "ı, I", "İ, I\u0307", "ſ, S", "\u212A, K", "σς, ΣΣ", "Дом, ДОМ", "测试, 测试", "가, \u1100\u1161", "\uD801\uDC28, \uD801\uDC00",
        "\uD83D\uDE00, \uD83D\uDE00", "①, 1", "ǆ, DZ\u030C", "µ, Μ",
    })
    void makesAlike(String text, String folded) {
        assertThat(CaseMap.fold(text)).isEqualTo(folded);
    }

    @Test
    void foldsEveryCharacterOnceAndForAll() {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
                String folded = CaseMap.fold(Character.toString(point));
                assertThat(CaseMap.fold(folded)).as("U+%04X", point).isEqualTo(folded);
            }
        }
    }

    @Test
    void leavesHalvesOfCharacters() {
        assertThat(CaseMap.fold("a\uD83D")).isEqualTo("A\uD83D");
        assertThat(CaseMap.fold("\uDE00a")).isEqualTo("\uDE00A");
    }
}
