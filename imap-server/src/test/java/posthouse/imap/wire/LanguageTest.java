package posthouse.imap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5255 3. */
class LanguageTest {

    @ParameterizedTest
    @CsvSource({"en, en", "EN-CA, en", "zh-CN, zh", "i-default, i-default", "default, i-default", "*, i-default"})
    void isFoundByItsRange(String range, String tag) {
        assertThat(Language.find(range)).map(Language::tag).contains(tag);
    }

    @ParameterizedTest
    @CsvSource({"fr", "e", "english", "zhx", "''"})
    void isNotFoundByAnother(String range) {
        assertThat(Language.find(range)).isEmpty();
    }

    @Test
    void translatesWithWhatVaries() {
        Language chinese = Language.find("zh").orElseThrow();
        assertThat(chinese.translate("UID SEARCH completed")).isEqualTo("UID SEARCH 完成");
        assertThat(chinese.translate("no mailbox '测试'")).isEqualTo("没有邮箱“测试”");
        assertThat(chinese.translate("what nobody says")).isEqualTo("what nobody says");
        assertThat(Language.DEFAULT.translate("NOOP completed")).isEqualTo("NOOP completed");
    }
}
