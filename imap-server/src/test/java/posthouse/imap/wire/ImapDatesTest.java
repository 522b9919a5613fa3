package posthouse.imap.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImapDatesTest {

    private static String written(Instant time, ZoneOffset zone) {
        byte[] octets = new byte[ImapDates.LENGTH + 1];
        ImapDates.write(time, zone, octets, 0);
        String text = new String(octets, StandardCharsets.US_ASCII);
        assertThat(text).endsWith("\"");
        return text.substring(0, ImapDates.LENGTH);
    }

    @ParameterizedTest
    @CsvSource({
        "1996-07-17T09:44:25Z, 17-Jul-1996 09:44:25 +0000",
        "2024-02-29T00:00:00Z, 29-Feb-2024 00:00:00 +0000",
        "1999-12-31T23:59:59.999Z, 31-Dec-1999 23:59:59 +0000",
        "0001-01-01T00:00:00Z, 01-Jan-0001 00:00:00 +0000",
        "9999-12-31T23:59:59Z, 31-Dec-9999 23:59:59 +0000"})
    void writesDateTimes(Instant time, String text) throws BadSyntax {
        assertThat(written(time, ZoneOffset.UTC)).isEqualTo(text);
        assertThat(ImapDates.dateTime(text).toEpochSecond()).isEqualTo(time.getEpochSecond());
    }

    @ParameterizedTest
    @CsvSource({
        "17-Jul-1996 02:44:25 -0700, 1996-07-17T09:44:25Z",
        "' 7-jul-1996 02:44:25 +0130', 1996-07-07T01:14:25Z"})
    void readsDateTimes(String text, Instant time) throws BadSyntax {
        assertThat(ImapDates.dateTime(text)).isEqualTo(OffsetDateTime.ofInstant(time, ZoneOffset.UTC));
    }

    @ParameterizedTest
    @ValueSource(strings = {"17-Jul-1996 02:44:25 -0700", "01-Jan-2024 00:10:00 +0530", "01-Jan-2024 00:10:00 -0015", "01-Jan-2024 00:10:00 +1400"})
    void keepsZones(String text) throws BadSyntax {
        OffsetDateTime read = ImapDates.dateTime(text);
        assertThat(written(read.toInstant(), read.getOffset())).isEqualTo(text);
    }

    @Test
    void readsDates() throws BadSyntax {
        assertThat(ImapDates.date("1-Feb-1994")).isEqualTo(LocalDate.of(1994, 2, 1));
        assertThat(ImapDates.date("29-FEB-2024")).isEqualTo(LocalDate.of(2024, 2, 29));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1994", "31-Feb-1994", "1-Feb-94", "1-Foo-1994", "32-Jan-1994", "1 Feb 1994"})
    void refusesWhatIsNoDate(String text) {
        assertThatThrownBy(() -> ImapDates.date(text)).isInstanceOf(BadSyntax.class);
        assertThatThrownBy(() -> ImapDates.dateTime(text + " 00:00:00 +0000")).isInstanceOf(BadSyntax.class);
    }
}
