package posthouse.imap.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import posthouse.imap.search.SearchKey.And;
import posthouse.imap.search.SearchKey.Not;
import posthouse.imap.search.SearchKey.Numbers;
import posthouse.imap.search.SearchKey.Or;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Numbering;
import posthouse.imap.wire.SequenceSet;
import posthouse.mailstore.Flags;

class SearchParserTest {

    private static final SearchKey SEEN = new Criterion.Flag(Flags.System.SEEN);
    private static final SearchKey DELETED = new Criterion.Flag(Flags.System.DELETED);

    private static Search search(String text) throws BadSyntax {
        var in = new ImapReader("t1 SEARCH " + text, false);
        in.tag();
        in.sp().keyword();
        return Search.parse(in, Numbering.SEQUENCE);
    }

    private static SearchKey key(String text) throws BadSyntax {
        return search(text).query().key();
    }

    @Test
    void readsFlags() throws BadSyntax {
        assertThat(key("SEEN")).isEqualTo(SEEN);
        assertThat(key("unseen")).isEqualTo(new Not(SEEN));
        assertThat(key("KEYWORD $Work")).isEqualTo(new Criterion.Keyword("$Work"));
        assertThat(key("UNKEYWORD $Work")).isEqualTo(new Not(new Criterion.Keyword("$Work")));
        assertThat(key("NEW")).isEqualTo(new And(List.of(new Criterion.Recent(), new Not(SEEN))));
        assertThat(key("OLD")).isEqualTo(new Not(new Criterion.Recent()));
    }

    @Test
    void readsCombinations() throws BadSyntax {
        assertThat(key("SEEN DELETED")).isEqualTo(new And(List.of(SEEN, DELETED)));
        assertThat(key("NOT (SEEN DELETED)")).isEqualTo(new Not(new And(List.of(SEEN, DELETED))));
        assertThat(key("OR SEEN NOT DELETED")).isEqualTo(new Or(List.of(SEEN, new Not(DELETED))));
        assertThat(key("((SEEN))")).isEqualTo(SEEN);
        assertThat(key("ALL")).isEqualTo(new And(List.of()));
    }

    @Test
    void readsNumbers() throws BadSyntax {
        assertThat(key("2,4:*")).isEqualTo(new Numbers(new SequenceSet(Numbering.SEQUENCE,
            List.of(new SequenceSet.Range(2, 2), new SequenceSet.Range(4, SequenceSet.STAR)))));
        assertThat(key("UID *")).isEqualTo(new Numbers(new SequenceSet(Numbering.UID,
            List.of(new SequenceSet.Range(SequenceSet.STAR, SequenceSet.STAR)))));
    }

    @Test
    void readsDatesAndSizes() throws BadSyntax {
        assertThat(key("SINCE 1-Feb-1994")).isEqualTo(new Criterion.InternalDate(Comparison.SINCE, LocalDate.of(1994, 2, 1)));
        assertThat(key("SENTON \"01-feb-1994\"")).isEqualTo(new Criterion.Sent(Comparison.ON, "1994-02-01"));
        assertThat(key("LARGER 4294967296")).isEqualTo(new Criterion.Larger(4294967296L));
    }

    @Test
    void asksTheCheapOnesFirst() throws BadSyntax {
        var keys = ((And) key("BODY a HEADER b c SUBJECT d LARGER 1 SEEN")).keys();
        assertThat(keys.stream().map(SearchKey::effort))
            .containsExactly(Effort.VIEW, Effort.SUMMARY, Effort.STRUCTURE, Effort.HEADER, Effort.BODY);
    }

    @Test
    void readsStringsInTheCharset() throws BadSyntax {
        byte[] command = "t SEARCH CHARSET GB2312 SUBJECT {4}\r\n\u6d4b\u8bd5".getBytes(Charset.forName("GB2312"));
        var in = new ImapReader(command, command.length, false);
        in.tag();
        in.sp().keyword();
        var subject = (TextCriterion.Envelope) Search.parse(in, Numbering.SEQUENCE).query().key();
        assertThat(subject.needle().in("\u8fd9\u662f\u6d4b\u8bd5")).isTrue();
        assertThat(subject.needle().in("\u8fd9\u662f\u6d4b")).isFalse();
    }

    @Test
    void strangersCharsetsAreNoSyntaxErrors() throws BadSyntax {
        for (String name : List.of("X-NONE", "\"\"", "\"a b\"", "\"\u6d4b\"", "<>")) {
            assertThat(search("CHARSET " + name + " TEXT x").query().knowsCharset()).isFalse();
        }
    }

    @Test
    void stringsThatAreNotOfTheCharsetAre() {
        byte[] command = "t SEARCH TEXT {1}\r\n\u00ff".getBytes(StandardCharsets.ISO_8859_1);
        var in = new ImapReader(command, command.length, false);
        assertThatThrownBy(() -> {
            in.tag();
            in.sp().keyword();
            Search.parse(in, Numbering.SEQUENCE);
        }).isInstanceOf(BadSyntax.class).hasMessageContaining("UTF-8");
    }

    @Test
    void readsReturnOptions() throws BadSyntax {
        assertThat(search("ALL").options()).isNull();
        assertThat(search("RETURN () ALL").options().options()).isEqualTo(EnumSet.of(ReturnOption.ALL));
        assertThat(search("return (count MIN) charset utf-8 ALL").options().options()).isEqualTo(EnumSet.of(ReturnOption.MIN, ReturnOption.COUNT));
        assertThat(search("RETURN (MAX) ALL").tag()).isEqualTo("t1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "()", "(ALL", "ALL)", "NOT", "OR SEEN", "FROM", "HEADER a", "SINCE", "SINCE 31-Feb-2000", "SINCE 1-Feb", "LARGER -1", "SMALLER a",
        "KEYWORD \\Seen", "UID", "UID 0", "0", "1:", "$1", "NONSENSE", "RETURN ALL", "RETURN (NONSENSE) ALL", "RETURN (ALL)", "CHARSET UTF-8", "TEXT \"a", "ALL )"})
    void refusesWhatIsNoSearch(String text) {
        assertThatThrownBy(() -> search(text)).isInstanceOf(BadSyntax.class);
    }

    @Test
    void nestsOnlySoDeep() throws BadSyntax {
        assertThat(key("(".repeat(100) + "ALL" + ")".repeat(100))).isNotNull();
        assertThatThrownBy(() -> key("(".repeat(101) + "ALL" + ")".repeat(101))).isInstanceOf(BadSyntax.class);
        assertThatThrownBy(() -> key("NOT ".repeat(101) + "ALL")).isInstanceOf(BadSyntax.class);
        assertThatThrownBy(() -> key("OR ALL ".repeat(101) + "ALL")).isInstanceOf(BadSyntax.class);
    }
}
