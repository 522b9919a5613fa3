package posthouse.imap.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentDateTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Fri, 21 Nov 1997 09:55:06 -0600        | 1997-11-21
        Tue, 1 Jul 2003 23:52:37 +0200         | 2003-07-01
        21 Nov 97 09:55:06 GMT                 | 1997-11-21
        21 Nov 03 09:55:06 GMT                 | 2003-11-21
        1 Jan 103 00:00:00 GMT                 | 2003-01-01
        Thu,13 Feb 1969 23:32:00 -0330 (Newfoundland Time)          | 1969-02-13
        (a 5 May 1955) Thu, 13 (13 (Feb)) Feb 1969 23:32 -0330      | 1969-02-13
        Thu Feb 13 23:32:54 2003               | 2003-02-13
        Thu Feb  3 23:32:54 EST 2003           | 2003-02-03
        February 13, 2003 11:32 PM             | 2003-02-13
        13-Feb-2003                            | 2003-02-13
        13 September 2003                      | 2003-09-13
        13 Sept 2003                           | 2003-09-13
        2003-02-13T23:32:54Z                   | 2003-02-13
        """)
    void readsTheDayAsItStands(String field, LocalDate day) {
        assertThat(SentDate.parse(field)).isEqualTo(day);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "31 Feb 2003 10:00:00 +0000", "Fri, 21 Nov", "((((", "99999999999999999999 Nov 1", "2003-99-99", "12:30:00"})
    void findsNoneInWhatIsNoDate(String field) {
        assertThat(SentDate.parse(field)).isNull();
    }
}
