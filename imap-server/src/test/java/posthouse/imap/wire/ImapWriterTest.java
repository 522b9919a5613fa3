package posthouse.imap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import posthouse.mailstore.Flags;

class ImapWriterTest {

    private static String written(boolean utf8, Consumer<ImapWriter> what) {
        var octets = new ByteArrayOutputStream();
        var out = new ImapWriter(octets::write, utf8);
        what.accept(out);
        assertThat(out.written()).isGreaterThanOrEqualTo(octets.size());
        out.flush();
        assertThat(out.written()).isEqualTo(octets.size());
        return octets.toString(StandardCharsets.ISO_8859_1);
    }

    private static String written(Consumer<ImapWriter> what) {
        return written(false, what);
    }

    @Test
    void strings() {
        assertThat(written(o -> o.string("a b"))).isEqualTo("\"a b\"");
        assertThat(written(o -> o.string("a\"b\\c"))).isEqualTo("\"a\\\"b\\\\c\"");
        assertThat(written(o -> o.string("a\r\nb"))).isEqualTo("{4}\r\na\r\nb");
        assertThat(written(o -> o.string("\u00fc"))).isEqualTo("{1}\r\n\u00fc");
        assertThat(written(o -> o.string("a\0b"))).isEqualTo("\"a b\"");
        assertThat(written(o -> o.nstring(null))).isEqualTo("NIL");
        assertThat(written(o -> o.string(""))).isEqualTo("\"\"");
        assertThat(written(true, o -> o.unicode("ü"))).isEqualTo("\"\u00c3\u00bc\"");
        assertThat(written(true, o -> o.string("\u00fc"))).isEqualTo("{1}\r\n\u00fc"); // not UTF-8
    }

    @Test
    void mailboxes() {
        assertThat(written(o -> o.mailbox("INBOX"))).isEqualTo("INBOX");
        assertThat(written(o -> o.mailbox("a b"))).isEqualTo("\"a b\"");
        assertThat(written(o -> o.mailbox("台北"))).isEqualTo("&U,BTFw-");
        assertThat(written(o -> o.mailbox(""))).isEqualTo("\"\"");
        assertThat(written(o -> o.mailbox("nil"))).isEqualTo("\"nil\"");
        assertThat(written(o -> o.mailbox("a]"))).isEqualTo("\"a]\"");
        assertThat(written(true, o -> o.mailbox("ü"))).isEqualTo("\"\u00c3\u00bc\"");
    }

    @Test
    void numbers() {
        for (long number : new long[] {0, 9, 10, 4294967295L, Long.MAX_VALUE}) {
            assertThat(written(o -> o.number(number))).isEqualTo(Long.toString(number));
        }
    }

    @Test
    void flagsAndDates() {
        var flags = Flags.of(Flags.System.SEEN, Flags.System.DELETED).with(new Flags(0, List.of("$Work")));
        assertThat(written(o -> o.flags(flags, false))).isEqualTo("(\\Seen \\Deleted $Work)");
        assertThat(written(o -> o.flags(flags, true))).isEqualTo("(\\Seen \\Deleted $Work \\Recent)");
        assertThat(written(o -> o.flags(Flags.NONE, true))).isEqualTo("(\\Recent)");
        assertThat(written(o -> o.flags(Flags.NONE, false))).isEqualTo("()");
        assertThat(written(o -> o.dateTime(Instant.EPOCH, ZoneOffset.UTC))).isEqualTo("\"01-Jan-1970 00:00:00 +0000\"");
    }

    @Test
    void wordsForPeopleStayInTheirLine() {
        assertThat(written(o -> o.respText(ResponseCode.TRYCREATE, "no '\r\na1 OK ü'"))).isEqualTo("[TRYCREATE] no '??a1 OK &APw-'");
    }

    @Test
    void longAnswersKeepTheirOrder() {
        var expected = new StringBuilder();
        String actual = written(o -> {
            for (int i = 0; i < 20_000; i++) {
                o.number(i).sp();
                expected.append(i).append(' ');
                if (i % 5000 == 0) {
                    byte[] block = "x".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
                    o.octets(block);
                    expected.append("x".repeat(20_000));
                }
            }
        });
        assertThat(actual).isEqualTo(expected.toString());
    }
}
