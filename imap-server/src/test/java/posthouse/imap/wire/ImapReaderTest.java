package posthouse.imap.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import posthouse.mailstore.Flags;

class ImapReaderTest {

    private static ImapReader in(String text) {
        return new ImapReader(text, false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "abc | abc",
        "a]b | a]b",
        "a+b | a+b",
        "~abc | ~abc",
        "`\"\"` | ``",
        "\"a b\" | a b",
        "\"a\\\"b\\\\c\" | a\"b\\c",
        "\"(%*{\" | (%*{",
        "`{3}\r\na\"b` | a\"b",
        "`{3+}\r\na b` | a b",
        "`~{2}\r\nab` | ab",
        "`{0}\r\n` | ``",
        "\"ü\" | ü",
    })
    void astring(String text, String expected) throws BadSyntax {
        var in = in(text);
        assertThat(in.astring()).isEqualTo(expected);
        in.end();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " a", "(", "{", "{3}", "{3}abc", "{4}\r\nabc", "{-1}\r\n", "{99999999999999999999}\r\n", "\"a", "\"a\\b\"", "\"a\r\nb\"",
        "\"a\0b\"", "\"", "%", "*", "{3++}\r\nabc", "{3}\r\nabcd"})
    void noAstring(String text) {
        assertThatThrownBy(() -> {
            var in = in(text);
            in.astring();
            in.end();
        }).isInstanceOf(BadSyntax.class);
    }

    @Test
    void aLiteralThatIsNotThereYetIsToldApart() {
        var in = in("APPEND {5}\r\n");
        assertThatThrownBy(() -> {
            in.keyword();
            in.sp().mailbox();
        }).isInstanceOf(BadSyntax.class);
        assertThat(in.cutShort()).isTrue();
    }

    @Test
    void octetsThatAreNotUtf8AreRefusedWhereTextIsMeant() {
        var octets = new byte[] {'"', (byte) 0xff, '"'};
        assertThatThrownBy(() -> new ImapReader(octets, 3, false).astring()).isInstanceOf(BadSyntax.class).hasMessageContaining("UTF-8");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "inbox | INBOX",
        "\"InBoX\" | INBOX",
        "inbox/x | inbox/x",
        "&U,BTFw- | 台北",
        "\"A &- B\" | A & B",
        "e&AwE- | é", // NFC
    })
    void mailboxNamesOfRev1(String text, String expected) throws Exception {
        assertThat(in(text).mailbox()).isEqualTo(expected);
    }

    @Test
    void mailboxNamesInUtf8() throws Exception {
        assertThat(new ImapReader("\"台北 &-\"", true).mailbox()).isEqualTo("台北 &-");
    }

    @ParameterizedTest
    @CsvSource({"a*, a*", "%/b, %/b", "\"x y*\", x y*", "*, *", "inbox, INBOX"})
    void listMailbox(String text, String expected) throws Exception {
        var in = in(text);
        assertThat(in.listMailbox()).isEqualTo(expected);
        in.end();
    }

    @Test
    void flags() throws BadSyntax {
        assertThat(in("(\\seen \\Deleted $Work NonJunk)").flagList().atoms()).containsExactly("\\Seen", "\\Deleted", "$Work", "NonJunk");
        assertThat(in("()").flagList()).isEqualTo(Flags.NONE);
        assertThat(in("\\Seen foo").storeFlags().atoms()).containsExactly("\\Seen", "foo");
        assertThat(in("(\\Recent \\Seen)").flagList().atoms()).containsExactly("\\Seen");
        assertThatThrownBy(() -> in("(\\Unheard)").flagList()).isInstanceOf(BadSyntax.class);
        assertThat(in("( \\Seen  \\Deleted )").flagList().atoms()).containsExactly("\\Seen", "\\Deleted"); // as clients send them
        assertThatThrownBy(() -> in("(\\Seen").flagList()).isInstanceOf(BadSyntax.class);
    }

    @Test
    void dates() throws BadSyntax {
        assertThat(in("1-Feb-1994").date()).isEqualTo(LocalDate.of(1994, 2, 1));
        assertThat(in("\"01-feb-1994\"").date()).isEqualTo(LocalDate.of(1994, 2, 1));
        assertThat(in("\"17-Jul-1996 02:44:25 -0700\"").dateTime()).isEqualTo(OffsetDateTime.parse("1996-07-17T02:44:25-07:00"));
        assertThat(in("\" 1-Jul-1996 02:44:25 +0000\"").dateTime()).isEqualTo(OffsetDateTime.parse("1996-07-01T02:44:25Z"));
        assertThatThrownBy(() -> in("32-Feb-1994").date()).isInstanceOf(BadSyntax.class);
        assertThatThrownBy(() -> in("\"17-Jul-1996 25:44:25 -0700\"").dateTime()).isInstanceOf(BadSyntax.class);
    }

    @Test
    void nestingIsBounded() {
        assertThatThrownBy(() -> {
            var in = in("(".repeat(4000));
            while (!in.atEnd()) {
                in.open();
            }
        }).isInstanceOf(BadSyntax.class).hasMessageContaining("100");
    }

    @Test
    void numbers() throws BadSyntax {
        assertThat(in("4294967295").number()).isEqualTo(4294967295L);
        assertThat(in("9223372036854775807").number64()).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> in("4294967296").number()).isInstanceOf(BadSyntax.class);
        assertThatThrownBy(() -> in("9223372036854775808").number64()).isInstanceOf(BadSyntax.class);
        assertThatThrownBy(() -> in("0").nzNumber()).isInstanceOf(BadSyntax.class);
    }

    @Test
    void keywords() throws BadSyntax {
        var in = in("body.Peek[HEADER]");
        assertThat(in.keyword()).isEqualTo("BODY.PEEK");
        assertThat(in.peek()).isEqualTo('[');
        assertThat(in("FLAGSX").takeKeyword("FLAGS")).isFalse();
        assertThat(in("flags)").takeKeyword("FLAGS")).isTrue();
    }
}
