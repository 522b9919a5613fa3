package posthouse.mailstore.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MimeScannerTest {

    static MessageStructure scan(String message) {
        return scan(message.getBytes(StandardCharsets.ISO_8859_1));
    }

    static MessageStructure scan(byte[] octets) {
        var scanner = new MimeScanner();
        scanner.write(octets, 0, octets.length);
        return scanner.finish();
    }

    /** Types, parts in brackets, contents in braces; {@code ~} for a line end. */
    private static String outline(String message) {
        var out = new StringBuilder();
        outline(message, scan(message).root(), out);
        return out.toString();
    }

    private static void outline(String message, BodyPart part, StringBuilder out) {
        String type = (part.type() + '/' + part.subtype()).toLowerCase(Locale.ROOT);
        out.append(type.replace("text/plain", "text").replace("multipart/", "").replace("message/rfc822", "message"));
        if (part.parts().isEmpty()) {
            out.append('{').append(message, (int) part.bodyStart(), (int) part.bodyEnd()).append('}');
        } else {
            out.append('[');
            part.parts().forEach(p -> outline(message, p, out.append(p == part.parts().get(0) ? "" : " ")));
            out.append(']');
        }
    }

    private static Arguments of(String name, String message, String outline) {
        return Arguments.of(name, message, outline);
    }

    private static final String MIXED = "Content-Type: multipart/mixed; boundary=b~~";

    static Stream<Arguments> messages() {
        return Stream.of(
            of("empty", "", "text{}"),
            of("one empty line", "~", "text{}"),
            of("header only", "Subject: x", "text{}"),
            of("header with line end", "Subject: x~", "text{}"),
            of("header with empty line", "Subject: x~~", "text{}"),
            of("plain", "Subject: x~~one~two~", "text{one~two~}"),
            of("no line end at the end", "Subject: x~~one~two", "text{one~two}"),
            of("no header", "~one", "text{one}"),
            of("no field at the beginning", "just text~more text~and: more~", "text{just text~more text~and: more~}"),
            of("a line of text alone", "just text", "text{just text}"),
            of("a line of text", "just text~", "text{just text~}"),
            of("a line of text and an empty one", "just text~~more: text~", "text{just text~~more: text~}"),
            of("a line of text in a message inside", MIXED + "--b~Content-Type: message/rfc822~~just text~--b--", "mixed[message[text{just text}]]"),
            of("a broken line at the beginning", "broken~Content-Type: text/html~~one", "text/html{one}"),
            of("a byte order mark", "\u00EF\u00BB\u00BFSubject: x~Content-Type: text/html~~one", "text/html{one}"),
            of("a blank at the beginning", " Subject: x~~one", "text{ Subject: x~~one}"),
            of("a line that is no field among fields", "Subject: x~broken~Content-Type: text/html~~one", "text/html{one}"),
            of("a line of blanks is no empty line", "Subject: x~ ~Content-Type: text/html~~one", "text/html{one}"),
            of("a line from an mbox", "From me Mon Jan  1 00:00:00 2024~Content-Type: text/html~~one", "text/html{one}"),
            of("a quoted line from an mbox", ">From me Mon Jan  1 00:00:00 2024~Content-Type: text/html~~one", "text/html{one}"),

            of("two parts", MIXED + "--b~~one~--b~~two~--b--~", "mixed[text{one} text{two}]"),
            of("preamble and epilogue", MIXED + "pre~--b~~one~--b--~epi~--b~~no~", "mixed[text{one}]"),
            of("a part ends with empty lines", MIXED + "--b~~one~~~--b--", "mixed[text{one~~}]"),
            of("closed without line end", MIXED + "--b~~one~--b--", "mixed[text{one}]"),
            of("not closed", MIXED + "--b~~one~", "mixed[text{one~}]"),
            of("cut off in a boundary", MIXED + "--b~~one~--b", "mixed[text{one}]"),
            of("cut off behind a boundary", MIXED + "--b~~one~--b~", "mixed[text{one} text{}]"),
            of("cut off before a boundary is whole", MIXED + "--b~~one~-", "mixed[text{one~-}]"),
            of("empty parts", MIXED + "--b~--b~~--b~~~--b--", "mixed[text{} text{} text{}]"),
            of("a part without a header's end", MIXED + "--b~Content-Type: text/html~--b~~two~--b--", "mixed[text/html{} text{two}]"),
            of("a part without header and empty line", MIXED + "--b~one~more~~end~--b--", "mixed[text{one~more~~end}]"),
            of("blanks behind boundaries", MIXED + "--b ~~one~--b\t~~two~--b-- ~epi", "mixed[text{one} text{two}]"),
            of("more behind boundaries", MIXED + "--bx~~one~--b--x~epi", "mixed[text{one}]"),
            of("blanks before a boundary", MIXED + "--b~~one~ --b~~two~--b--", "mixed[text{one~ --b~~two}]"),
            of("a boundary in other case", MIXED + "--b~~one~--B~~two~--b--", "mixed[text{one~--B~~two}]"),
            of("a boundary with blanks at its end", "Content-Type: multipart/mixed; boundary=\"b \"~~--b~~no~--b ~~one~--b --~", "mixed[text{one}]"),
            of("an unquoted boundary with specials", "Content-Type: multipart/mixed; boundary=--=_a?(c)~~----=_a?~~one~", "mixed[text{one~}]"),
            of("a quoted boundary with quoted chars", "Content-Type: multipart/mixed; boundary=\"a\\\"\\\\\"~~--a\"\\~~one~", "mixed[text{one~}]"),
            of("a boundary in sections", "Content-Type: multipart/mixed; boundary*1=c; boundary*0=\"ab\"~~--abc~~one~", "mixed[text{one~}]"),
            of("an extended boundary", "Content-Type: multipart/mixed; boundary*=us-ascii'en'a%62~~--ab~~one~", "mixed[text{one~}]"),
            of("a folded boundary", "Content-Type: multipart/mixed;~\tboundary=b~~--b~~one~--b--", "mixed[text{one}]"),
            of("a boundary in a header", MIXED + "--b~Subject: x~--b--~~one", "mixed[text{}]"),

            of("no boundary parameter", "Content-Type: multipart/mixed~~--b~~one~--b--", "mixed[text{}]"),
            of("an empty boundary", "Content-Type: multipart/mixed; boundary=\"\"~~--~~one~----", "mixed[text{}]"),
            of("no boundary in the body", MIXED + "one~two", "mixed[text{}]"),
            of("only closed", MIXED + "--b--~one", "mixed[text{}]"),

            of("nested", MIXED + "--b~Content-Type: multipart/alternative; boundary=c~~--c~~one~--c~~two~--c--~~--b~~three~--b--",
                "mixed[alternative[text{one} text{two}] text{three}]"),
            of("the outer boundary ends the inner parts", MIXED + "--b~Content-Type: multipart/alternative; boundary=c~~--c~~one~--b~~two~--b--",
                "mixed[alternative[text{one}] text{two}]"),
            of("the same boundary inside", MIXED + "--b~Content-Type: multipart/alternative; boundary=b~~--b~~one~--b--~mid~--b~~two~--b--",
                "mixed[alternative[text{one}] text{two}]"),
            of("the inner boundary begins with the outer", MIXED + "--b~Content-Type: multipart/alternative; boundary=bc~~--bc~~one~--bc--~--bc~~x~--b~~two~--b--",
                "mixed[alternative[text{one}] text{two}]"),
            of("the outer boundary begins with the inner",
                "Content-Type: multipart/mixed; boundary=bc~~--bc~Content-Type: multipart/alternative; boundary=b~~--b~~one~--bc~~two~--bc--",
                "mixed[alternative[text{one}] text{two}]"),
            of("an empty multipart inside", MIXED + "--b~Content-Type: multipart/related; boundary=c~~--b~~one~--b--", "mixed[related[text{}] text{one}]"),

            of("a message", "Content-Type: message/rfc822~~Subject: in~~one~", "message[text{one~}]"),
            of("a message in a part", MIXED + "--b~Content-Type: message/rfc822~~Subject: in~~one~--b--", "mixed[message[text{one}]]"),
            of("a message with parts", MIXED + "--b~Content-Type: message/rfc822~~Content-Type: multipart/mixed; boundary=c~~--c~~one~--b--",
                "mixed[message[mixed[text{one}]]]"),
            of("a message of a header", MIXED + "--b~Content-Type: message/rfc822~~Subject: in~~--b--", "mixed[message[text{}]]"),
            of("a message without header's end", MIXED + "--b~Content-Type: message/rfc822~~Subject: in~--b--", "mixed[message[text{}]]"),
            of("a message of nothing", MIXED + "--b~Content-Type: message/rfc822~~--b--", "mixed[message[text{}]]"),
            of("a message without header", MIXED + "--b~Content-Type: message/rfc822~~~one~--b--", "mixed[message[text{one}]]"),
            of("a message in base64", "Content-Type: message/rfc822~Content-Transfer-Encoding: base64~~U3ViamVjdDogeA==~", "message[text{}]"),
            of("a message in binary", "Content-Type: message/rfc822~Content-Transfer-Encoding: BINARY~~Subject: x~~one", "message[text{one}]"),
            of("a global message", "Content-Type: Message/Global~~Subject: x~~one", "message/global[text{one}]"),
            of("another message", "Content-Type: message/partial~~Subject: x~~one", "message/partial{Subject: x~~one}"),
            of("a digest", "Content-Type: multipart/digest; boundary=b~~--b~~Subject: x~~one~--b~Content-Type: text/plain~~two~--b~three~--b--",
                "digest[message[text{one}] text{two} message[text{three}]]"),

            of("bad types", "Content-Type: text~~one", "text{one}"),
            of("a type with comments", "Content-Type: (a) text (b) / (c) html (d); x=y~~one", "text/html{one}"),
            of("a type with more behind it", "Content-Type: image/png extra; x=y~~one", "image/png{one}"),
            of("two types", "Content-Type: image/png~Content-Type: text/html~~one", "image/png{one}"),
            of("NULs", "Subject: \0~~o\0ne\0~", "text{o\0ne\0~}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void findsTheParts(String name, String message, String outline) {
        for (String lineEnd : new String[] {"\r\n", "\n"}) {
            String text = message.replace("~", lineEnd);
            assertThat(outline(text)).isEqualTo(outline.replace("~", lineEnd));
            Invariants.check(text.getBytes(StandardCharsets.ISO_8859_1), scan(text));
        }
    }

    @Test
    void tellsWhereThePartsLie() {
        String message = (MIXED + "pre~--b~Content-Type: text/html~~one~two~--b--~").replace("~", "\r\n");
        BodyPart root = scan(message).root();
        assertThat(message.substring(0, (int) root.bodyStart())).isEqualTo("Content-Type: multipart/mixed; boundary=b\r\n\r\n");
        assertThat(root.bodyEnd()).isEqualTo(message.length());
        BodyPart part = root.parts().get(0);
        assertThat(message.substring((int) part.headerStart(), (int) part.bodyStart())).isEqualTo("Content-Type: text/html\r\n\r\n");
        assertThat(message.substring((int) part.bodyStart(), (int) part.bodyEnd())).isEqualTo("one\r\ntwo");
    }

    /** RFC 9051 7.5.2 counts line ends; the one before a boundary is not the part's. */
    @Test
    void countsLines() {
        assertThat(scan("\r\n").root().lines()).isZero();
        assertThat(scan("\r\none").root().lines()).isZero();
        assertThat(scan("\r\none\r\ntwo\n\r\n").root().lines()).isEqualTo(3);
        BodyPart root = scan((MIXED + "--b~~~--b~~one~--b~~one~two~~--b~Content-Type: message/rfc822~~A: b~~one~~--b--~").replace("~", "\r\n")).root();
        assertThat(root.parts()).extracting(BodyPart::lines).containsExactly(0L, 0L, 2L, 3L);
        assertThat(root.parts().get(3).parts().get(0).lines()).isEqualTo(1);
    }

    @Test
    void tellsWhatThePartsSay() {
        BodyPart part = scan("""
            content-type: TEXT/Html; Charset="utf-8";
             name=x
            CONTENT-ID: <id@example.org>
            Content-Description: a
             description
            Content-Transfer-Encoding: Quoted-Printable (comment)
            Content-MD5: Q2hlY2s=
            Content-Disposition: Attachment; filename="a b"
            Content-Language: en, (comment) de
            Content-Location: http://example.org/

            """).root();
        assertThat(part).isEqualTo(new BodyPart(0, 313, 313, 0, "TEXT", "Html",
            List.of(new BodyPart.Parameter("Charset", "utf-8"), new BodyPart.Parameter("name", "x")), "<id@example.org>", "a description",
            "Quoted-Printable", "Q2hlY2s=", "Attachment", List.of(new BodyPart.Parameter("filename", "a b")), List.of("en", "de"),
            "http://example.org/", List.of(), null));
    }

    @Test
    void tellsTheDefaults() {
        BodyPart part = scan("Content-ID:\nContent-Disposition: ;x=y\nContent-Language: ,\nContent-Transfer-Encoding:\n\n").root();
        assertThat(part.encoding()).isEqualTo("7BIT");
        assertThat(part.parameters()).containsExactly(new BodyPart.Parameter("charset", "us-ascii"));
        assertThat(part.id()).isNull();
        assertThat(part.disposition()).isNull();
        assertThat(part.dispositionParameters()).isEmpty();
        assertThat(part.languages()).isEmpty();
        assertThat(scan("Content-Type: text/html; format=flowed\n\n").root().parameters())
            .containsExactly(new BodyPart.Parameter("format", "flowed"), new BodyPart.Parameter("charset", "us-ascii"));
        assertThat(scan("Content-Type: text/html; charset*=utf-8''utf-8\n\n").root().parameters())
            .containsExactly(new BodyPart.Parameter("charset*", "utf-8''utf-8"));
        assertThat(scan("Content-Type: image/png\n\n").root().parameters()).isEmpty();
    }

    @Test
    void isFinishedOnce() {
        var scanner = new MimeScanner();
        MessageStructure structure = scanner.finish();
        assertThat(scanner.finish()).isSameAs(structure);
        assertThatThrownBy(() -> scanner.write(new byte[1], 0, 1)).isInstanceOf(IllegalStateException.class);
    }
}
