package posthouse.mailstore.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import posthouse.mailstore.mime.EnvelopeStructure.Address;

class EnvelopeTest {

    /** {@code name <mailbox|host>}; {@code -} for null. */
    private static String told(List<Address> addresses) {
        return addresses == null ? "nil" : addresses.stream().map(a -> text(a.name()) + (a.route() == null ? " <" : " " + a.route() + ":<") + text(a.mailbox()) + "|" + text(a.host()) + ">")
            .collect(Collectors.joining(", "));
    }

    private static String text(String text) {
        return text == null ? "-" : text;
    }

    static Stream<Arguments> addresses() {
        return Stream.of(
            Arguments.of("a@example.org", "- <a|example.org>"),
            Arguments.of("Alice <a@example.org>", "Alice <a|example.org>"),
            Arguments.of("Alice  B. Cooper <a@example.org>", "Alice B. Cooper <a|example.org>"),
            Arguments.of("\"Cooper, Alice\" <a@example.org>, <b@example.org>", "Cooper, Alice <a|example.org>, - <b|example.org>"),
            Arguments.of("\"A \\\"quoted\\\" \\\\ name\" <a@b>", "A \"quoted\" \\ name <a|b>"),
            Arguments.of("a@b (Alice (nested) \\) B)", "Alice (nested) ) B <a|b>"),
            Arguments.of("<a@b> (Alice)", "Alice <a|b>"),
            Arguments.of("(Alice) a@b", "Alice <a|b>"),
            Arguments.of("Bob (not me) <a@b>", "Bob <a|b>"),
            Arguments.of("=?utf-8?q?a?= =?utf-8?q?b?= <a@b>", "=?utf-8?q?a?= =?utf-8?q?b?= <a|b>"),
            Arguments.of("\"john doe\"@b", "- <john doe|b>"),
            Arguments.of("<\"john doe\"@b>", "- <john doe|b>"),
            Arguments.of("a@[127.0.0.1]", "- <a|[127.0.0.1]>"),
            Arguments.of("a@[IPv6:::1] , b@c", "- <a|[IPv6:::1]>, - <b|c>"),
            // groups
            Arguments.of("A Group: a@b, Bob <c@d>;", "- <A Group|->, - <a|b>, Bob <c|d>, - <-|->"),
            Arguments.of("undisclosed-recipients:;", "- <undisclosed-recipients|->, - <-|->"),
            Arguments.of("G: a@b; c@d", "- <G|->, - <a|b>, - <-|->, - <c|d>"),
            Arguments.of("G: a@b", "- <G|->, - <a|b>, - <-|->"),
            Arguments.of("\"G, H\": ;", "- <G, H|->, - <-|->"),
            Arguments.of("G: H: a@b;, c@d;", "- <G|->, - <a|b>, - <-|->, - <c|d>"),
            // obsolete syntax, RFC 5322 4.4
            Arguments.of("a . b @ c . d", "- <a.b|c.d>"),
            Arguments.of("<a(x) . b @ c(y) . d>", "- <a.b|c.d>"),
            Arguments.of("Mary <@one.tld,@two.tld:mary@b>", "Mary @one.tld,@two.tld:<mary|b>"),
            Arguments.of(", a@b,, c@d,", "- <a|b>, - <c|d>"),
            // what mail programs write
            Arguments.of("", "nil"),
            Arguments.of(" , ;>)", "nil"),
            Arguments.of("<>", "nil"),
            Arguments.of("Nobody <>", "Nobody <|>"),
            Arguments.of("root", "- <root|>"),
            Arguments.of("root (Charlie)", "Charlie <root|>"),
            Arguments.of("John Doe", "John Doe <|>"),
            Arguments.of("Big Bug bb@b", "Big Bug <bb|b>"),
            Arguments.of("a@b; c@d", "- <a|b>, - <c|d>"),
            Arguments.of("a@b c@d", "- <a|b>, - <c|d>"),
            Arguments.of("a@b <c@d>", "a@b <c|d>"),
            Arguments.of("At @ Home <c@d>", "At @ Home <c|d>"),
            Arguments.of("<a@b", "- <a|b>"),
            Arguments.of("Alice <a@b>> , <c@d>", "Alice <a|b>, - <c|d>"),
            Arguments.of("Alice <a@b> extra, <c@d>", "Alice <a|b>, - <extra|>, - <c|d>"),
            Arguments.of("\"never closed <a@b>", "- <never closed <a@b>|>"),
            Arguments.of("(never closed", "nil"),
            Arguments.of("@b", "- <|b>"),
            Arguments.of("a@", "- <a|>"),
            Arguments.of("\u00E9 <\u00E9@\u00E9>", "\u00E9 <\u00E9|\u00E9>"));
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void readsAddresses(String field, String told) {
        assertThat(told(AddressList.parse(field, new Allowance()))).isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b ", "a b ", "<", ">", "(", "\"", "\\", "@", ":", ";", ",", "a:", "a@b <", "(()", "<a@b>", "[", "a@[", "a.b "})
    @Timeout(60)
    void staysLinearWhateverIsRepeated(String piece) {
        String field = piece.repeat((1 << 18) / piece.length());
        assertThat(told(AddressList.parse(field, new Allowance()))).isNotNull();
        assertThat(ParameterizedValue.parse(field, new Allowance())).isNotNull();
        assertThat(ParameterizedValue.parse("a; b=" + field, new Allowance())).isNotNull();
    }

    @Test
    void tellsTheFields() {
        EnvelopeStructure envelope = MimeScannerTest.scan("""
            Date: Mon, 1 Jan 2024 00:00:00 +0000
            SUBJECT: folded
             over \tlines
            From: Alice <alice@example.org>
            Sender: secretary@example.org
            Reply-To: list@example.org
            To: bob@example.org
            Cc: carol@example.org
            Bcc: dave@example.org
            In-Reply-To: <one@example.org>
            Message-ID: <two@example.org>

            """).envelope();
        assertThat(envelope).isEqualTo(new EnvelopeStructure("Mon, 1 Jan 2024 00:00:00 +0000", "folded over \tlines",
            List.of(new Address("Alice", "alice", "example.org")), List.of(new Address(null, "secretary", "example.org")),
            List.of(new Address(null, "list", "example.org")), List.of(new Address(null, "bob", "example.org")),
            List.of(new Address(null, "carol", "example.org")), List.of(new Address(null, "dave", "example.org")), "<one@example.org>",
            "<two@example.org>"));
    }

    /** RFC 9051 7.5.2: as From, if absent or empty; nothing without From. */
    @Test
    void tellsFromForSenderAndReplyTo() {
        EnvelopeStructure envelope = MimeScannerTest.scan("From: a@b\nSender:\nReply-To: <>\n\n").envelope();
        assertThat(told(envelope.sender())).isEqualTo("- <a|b>");
        assertThat(told(envelope.replyTo())).isEqualTo("- <a|b>");
        assertThat(MimeScannerTest.scan("To: a@b\n\n").envelope().sender()).isNull();
    }

    /** RFC 9051 7.5.2: absent is NIL, empty is empty. */
    @Test
    void tellsAbsentFromEmpty() {
        EnvelopeStructure absent = MimeScannerTest.scan("").envelope();
        assertThat(absent).isEqualTo(new EnvelopeStructure(null, null, null, null, null, null, null, null, null, null));
        EnvelopeStructure empty = MimeScannerTest.scan("Date:\nSubject: \nTo:\nMessage-ID:\nIn-Reply-To:\t\n").envelope();
        assertThat(empty).isEqualTo(new EnvelopeStructure("", "", null, null, null, null, null, null, "", ""));
    }

    /** RFC 5322 4.5.3 for addresses; of the rest the first counts. */
    @Test
    void joinsFieldsThatAreThereTwice() {
        EnvelopeStructure envelope = MimeScannerTest.scan("Subject: one\nTo: a@b\nSubject: two\nTo: c@d\nTo:\nFrom: e@f\nFrom: g@h\n").envelope();
        assertThat(envelope.subject()).isEqualTo("one");
        assertThat(told(envelope.to())).isEqualTo("- <a|b>, - <c|d>");
        assertThat(told(envelope.from())).isEqualTo("- <e|f>, - <g|h>");
    }

    @Test
    void belongsToMessagesInsideToo() {
        BodyPart part = MimeScannerTest.scan("Content-Type: message/rfc822\nSubject: out\n\nSubject: in\n\nSubject: body\n").root();
        assertThat(part.envelope().subject()).isEqualTo("in");
        assertThat(part.parts().get(0).envelope()).isNull();
    }
}
