package posthouse.imap.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;

/** Sections over nested messages, as the example of RFC 9051 6.4.5.1 numbers them. */
class SectionTest {

    private static final String PREFIX = "Delivered-To: me\r\n";

    private static final String PLAIN = "Subject: plain\r\n\r\nthe text\r\n";

    private static final String NESTED = """
        Subject: outer
        Content-Type: multipart/mixed; boundary=out

        preamble
        --out

        part one
        --out
        Content-Type: application/octet-stream

        part two
        --out
        Content-Type: message/rfc822

        Subject: inner
        Content-Type: multipart/mixed; boundary=in

        --in
        Content-Type: text/plain

        three one
        --in
        Content-Type: application/octet-stream

        three two
        --in--
        --out
        Content-Type: multipart/mixed; boundary=four

        --four
        Content-Type: image/gif

        four one
        --four
        Content-Type: message/rfc822

        Subject: deep

        deep text
        --four--
        --out--
        """.replace("\n", "\r\n");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        [1]              | the text~
        [1.MIME]         | Delivered-To: me~Subject: plain~~
        [1.1]            | NIL
        [1.HEADER]       | NIL
        [1.TEXT]         | NIL
        [2]              | NIL
        """)
    void ofAPlainMessage(String section, String octets) throws BadSyntax {
        assertThat(find(PLAIN, section)).isEqualTo(octets);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        [1]              | part one
        [1.MIME]         | `~`
        [2]              | part two
        [2.MIME]         | Content-Type: application/octet-stream~~
        [2.HEADER]       | NIL
        [3.MIME]         | Content-Type: message/rfc822~~
        [3.HEADER]       | Subject: inner~Content-Type: multipart/mixed; boundary=in~~
        [3.TEXT]         | --in~Content-Type: text/plain~~three one~--in~Content-Type: application/octet-stream~~three two~--in--
        [3.1]            | three one
        [3.1.MIME]       | Content-Type: text/plain~~
        [3.2]            | three two
        [3.3]            | NIL
        [4.MIME]         | Content-Type: multipart/mixed; boundary=four~~
        [4.1]            | four one
        [4.1.MIME]       | Content-Type: image/gif~~
        [4.2.MIME]       | Content-Type: message/rfc822~~
        [4.2.HEADER]     | Subject: deep~~
        [4.2.TEXT]       | deep text
        [4.2.1]          | deep text
        [4.2.1.MIME]     | Subject: deep~~
        [4.2.2]          | NIL
        [4.2.1.1]        | NIL
        [4.TEXT]         | NIL
        [5]              | NIL
        """)
    void ofNestedMessages(String section, String octets) throws BadSyntax {
        assertThat(find(NESTED, section)).isEqualTo(octets);
    }

    @Test
    void ofAMessageThatIsAMessage() throws BadSyntax {
        String message = "Content-Type: message/rfc822\r\n\r\n" + PLAIN;
        assertThat(find(message, "[1]")).isEqualTo(PLAIN.replace("\r\n", "~"));
        assertThat(find(message, "[1.HEADER]")).isEqualTo("Subject: plain~~");
        assertThat(find(message, "[1.1]")).isEqualTo("the text~");
    }

    @Test
    void ofAMultipartWithoutParts() throws BadSyntax {
        String message = "Content-Type: multipart/mixed\r\n\r\nno part\r\n";
        assertThat(find(message, "[1]")).isEmpty();
    }

    @Test
    void partialEndsWithTheSection() throws BadSyntax {
        Extent whole = new Extent(10, 30);
        assertThat(partial("<0.5>").of(whole)).isEqualTo(new Extent(10, 15));
        assertThat(partial("<15.100>").of(whole)).isEqualTo(new Extent(25, 30));
        assertThat(partial("<20.1>").of(whole)).isEqualTo(new Extent(30, 30));
        assertThat(partial("<9223372036854775807.9223372036854775807>").of(whole)).isEqualTo(new Extent(30, 30));
    }

    private static Partial partial(String text) throws BadSyntax {
        return Partial.parse(new ImapReader(text, false));
    }

    private static String find(String message, String section) throws BadSyntax {
        Extent found = Section.parse(new ImapReader(section, false)).find(Wire.structure(message).root(), PREFIX.length());
        return found == null ? "NIL" : (PREFIX + message).substring((int) found.start(), (int) found.end()).replace("\r\n", "~");
    }
}
