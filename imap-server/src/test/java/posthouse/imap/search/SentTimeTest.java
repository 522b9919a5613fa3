package posthouse.imap.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Message;
import posthouse.mailstore.MessageId;
import posthouse.mailstore.mime.EnvelopeStructure;
import posthouse.mailstore.mime.MessageStructure;

/** RFC 5256 2.2. */
class SentTimeTest {

    private static final Instant ARRIVED = Instant.parse("2020-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Fri, 21 Nov 1997 09:55:06 -0600        | 1997-11-21T15:55:06Z
        Tue, 1 Jul 2003 23:52:37 +0200         | 2003-07-01T21:52:37Z
        21 Nov 97 09:55:06 GMT                 | 1997-11-21T09:55:06Z
        21 Nov 97 09:55 EST                    | 1997-11-21T14:55:00Z
        Thu, 13 Feb 1969 23:32 -0330           | 1969-02-14T03:02:00Z
        Thu Feb 13 23:32:54 2003               | 2003-02-13T23:32:54Z
        13-Feb-2003                            | 2003-02-13T00:00:00Z
        13 Feb 2003 25:00:00 +0000             | 2003-02-13T00:00:00Z
        13 Feb 2003 23:59:60 +0000             | 2003-02-13T23:59:59Z
        13 Feb 2003 10:00:00 +9999             | 2003-02-13T10:00:00Z
        2003-02-13T23:32:54+01:00              | 2003-02-13T22:32:54Z
        yesterday                              | 2020-01-01T00:00:00Z
        """)
    void readsTheMomentInUtc(String field, Instant moment) {
        assertThat(SentTime.of(message(field))).isEqualTo(moment);
    }

    private static Message message(String date) {
        var envelope = new EnvelopeStructure(date, null, null, null, null, null, null, null, null, null);
        return new Message(1, 1, 1, Flags.NONE, 1, ARRIVED, ZoneOffset.UTC, ARRIVED, new MessageId("id", 1), 1, new MessageStructure(envelope, null));
    }
}
