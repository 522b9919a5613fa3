package posthouse.imap.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Numbering;

class FetchItemsTest {

    /** How the items are called in responses; those that set \Seen with an exclamation mark. */
    private static String read(String text) throws BadSyntax {
        return Fetch.parse(new ImapReader(" 1 " + text, false), Numbering.SEQUENCE).items().stream()
            .map(item -> name(item) + (item.setsSeen() ? "!" : "")).collect(Collectors.joining(" "));
    }

    private static String name(FetchItem item) {
        if (item instanceof BinarySection binary) {
            return binary.name();
        }
        if (item instanceof ThreadIdItem) {
            return "THREADID";
        }
        return item instanceof BodySection body ? body.name() : ((Attribute) item).word();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        FAST                                   | FLAGS INTERNALDATE RFC822.SIZE
        all                                    | FLAGS INTERNALDATE RFC822.SIZE ENVELOPE
        FULL                                   | FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODY
        flags                                  | FLAGS
        (UID FLAGS flags uid)                  | UID FLAGS
        (rfc822 RFC822.HEADER RFC822.TEXT)     | RFC822! RFC822.HEADER RFC822.TEXT!
        (BODY BODYSTRUCTURE)                   | BODY BODYSTRUCTURE
        BODY[]                                 | BODY[]!
        body.peek[]                            | BODY[]
        (BODY[] BODY.PEEK[])                   | BODY[]! BODY[]
        BODY[TEXT]<0.2048>                     | BODY[TEXT]<0>!
        BODY.PEEK[header]<100.18446744>        | BODY[HEADER]<100>
        BODY.PEEK[1]                           | BODY[1]
        BODY.PEEK[1.2.3]                       | BODY[1.2.3]
        BODY.PEEK[1.2.3.MIME]                  | BODY[1.2.3.MIME]
        BODY.PEEK[2.header.fields (to CC "X Y")]   | BODY[2.HEADER.FIELDS (to CC "X Y")]
        BODY.PEEK[HEADER.FIELDS.NOT (DATE FROM)]   | BODY[HEADER.FIELDS.NOT (DATE FROM)]
        (BINARY[1.2]<0.5> BINARY.PEEK[] BINARY.SIZE[3])  | BINARY[1.2]<0>! BINARY[] BINARY.SIZE[3]
        (BINARY[1.MIME] BINARY.PEEK[TEXT] BINARY.SIZE[2.HEADER]) | BINARY[1.MIME]! BINARY[TEXT] BINARY.SIZE[2.HEADER]
        BODY.PEEK[TEXT]<7>                     | BODY[TEXT]<7>
        (EMAILID THREADID SAVEDATE MODSEQ)     | EMAILID THREADID SAVEDATE MODSEQ
        """)
    void readsItems(String text, String names) throws BadSyntax {
        assertThat(read(text)).isEqualTo(names);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "()", "(FLAGS", "FLAGS)", "(ALL)", "(UID FAST)", "FLAGS UID", "NONSENSE", "BODY[", "BODY[]x", "BODY[1.]",
        "BODY[.1]", "BODY[0]", "BODY[1.0]", "BODY[4294967296]", "BODY[MIME]", "BODY[1.NONSENSE]", "BODY[HEADER.FIELDS]", "BODY[HEADER.FIELDS ()]",
        "BODY[HEADER.FIELDS (A]", "BODY[HEADER (A)]", "BODY[]<>", "BODY[]<0.0>", "BODY[]<1.2", "BODY[]<-1.2>", "BODY[]<1.99999999999999999999>",
        "ENVELOPE[]", "RFC822[]", "BODY.PEEK", "RFC822.PEEK[]", "BODYSTRUCTURE[]",
        "BINARY[MIME]", "BINARY[1.NONSENSE]", "BINARY.SIZE[1]<0.5>"})
    void refusesWhatIsNoItem(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(BadSyntax.class);
    }

    @Test
    void takesPartNumbersAsDeepAsStructuresGo() throws BadSyntax {
        assertThat(read("BODY[1" + ".1".repeat(100) + "]")).hasSize(208);
        assertThatThrownBy(() -> read("BODY[1" + ".1".repeat(101) + "]")).isInstanceOf(BadSyntax.class);
    }

    @Test
    void readsTheExampleOfRfc9051() throws BadSyntax {
        assertThat(read("(FLAGS BODY[HEADER.FIELDS (DATE FROM)])")).isEqualTo("FLAGS BODY[HEADER.FIELDS (DATE FROM)]!");
    }
}
