package posthouse.mailstore.mime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CharsetsTest {

    @ParameterizedTest
    @CsvSource({
        "utf-8, UTF-8", "UTF8, UTF-8", "us-ascii, US-ASCII", "ASCII, US-ASCII", "iso-8859-1, windows-1252", "Latin1, windows-1252",
        "ISO-8859-15, ISO-8859-15", "cp1252, windows-1252", "windows-1251, windows-1251", "koi8-r, KOI8-R", "gb2312, GB18030", "GBK, GB18030",
        "gb18030, GB18030", "big5, Big5-HKSCS", "ks_c_5601-1987, x-windows-949", "EUC-KR, x-windows-949", "Shift_JIS, windows-31j",
        "iso-2022-jp, x-windows-iso2022jp", "euc-jp, EUC-JP", "macintosh, x-MacRoman", "iso-8859-8-i, ISO-8859-8", "utf-16, UTF-16",
        "ansi_x3.4-1968, US-ASCII", "tis-620, x-windows-874", "iso-8859-9, windows-1254",
    })
    void knowsTheNamesThatMailsUse(String name, String charset) {
        assertThat(Charsets.find(name).name()).isEqualTo(charset);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x-unknown", "utf\u00008", "\u00E9", "a b", "default_charset"})
    void knowsNoOther(String name) {
        assertThat(Charsets.find(name)).isNull();
    }
}
