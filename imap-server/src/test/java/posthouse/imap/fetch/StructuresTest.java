package posthouse.imap.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import posthouse.mailstore.mime.EnvelopeStructure;
import posthouse.mailstore.mime.EnvelopeStructure.Address;

/** ENVELOPE, BODY and BODYSTRUCTURE as they go over the wire. */
class StructuresTest {

    private static String envelope(String header) {
        return Wire.of(false, out -> Envelope.write(out, Wire.structure(header.replace("\n", "\r\n") + "\r\n").envelope()));
    }

    private static String body(String message, boolean extended) {
        return Wire.of(false, out -> BodyStructure.write(out, Wire.structure(message.replace("\n", "\r\n")).root(), extended));
    }

    @Test
    void envelopeOfTheExampleOfRfc9051() {
        assertThat(envelope("""
            Date: Wed, 17 Jul 1996 02:23:25 -0700 (PDT)
            From: Terry Gray <gray@cac.washington.edu>
            Subject: IMAP4rev2 WG mtg summary and minutes
            To: imap@cac.washington.edu
            Cc: minutes@CNRI.Reston.VA.US, John Klensin <KLENSIN@MIT.EDU>
            Message-Id: <B27397-0100000@cac.washington.edu>
            MIME-Version: 1.0
            """)).isEqualTo("(\"Wed, 17 Jul 1996 02:23:25 -0700 (PDT)\" \"IMAP4rev2 WG mtg summary and minutes\" "
            + "((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\")) ((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\")) "
            + "((\"Terry Gray\" NIL \"gray\" \"cac.washington.edu\")) ((NIL NIL \"imap\" \"cac.washington.edu\")) "
            + "((NIL NIL \"minutes\" \"CNRI.Reston.VA.US\")(\"John Klensin\" NIL \"KLENSIN\" \"MIT.EDU\")) "
            + "NIL NIL \"<B27397-0100000@cac.washington.edu>\")");
    }

    @Test
    void envelopeOfNothing() {
        assertThat(envelope("")).isEqualTo("(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)");
    }

    @Test
    void envelopeTellsEmptyFromAbsent() {
        assertThat(envelope("Subject:\n")).startsWith("(NIL \"\" NIL");
    }

    @Test
    void envelopeOfAGroup() {
        var group = List.of(new Address(null, "friends", null), new Address(null, "a", "example.org"), new Address(null, null, null));
        var envelope = new EnvelopeStructure(null, null, null, null, null, group, null, null, null, null);
        assertThat(Wire.of(false, out -> Envelope.write(out, envelope))).isEqualTo(
            "(NIL NIL NIL NIL NIL ((NIL NIL \"friends\" NIL)(NIL NIL \"a\" \"example.org\")(NIL NIL NIL NIL)) NIL NIL NIL NIL)");
    }

    @Test
    void senderAndReplyToThatAreEmptyAreFrom() {
        var from = List.of(new Address(null, "a", "example.org"));
        var envelope = new EnvelopeStructure(null, null, from, List.of(), List.of(), null, null, null, null, null);
        String address = "((NIL NIL \"a\" \"example.org\"))";
        assertThat(Wire.of(false, out -> Envelope.write(out, envelope)))
            .isEqualTo("(NIL NIL " + address + " " + address + " " + address + " NIL NIL NIL NIL NIL)");
    }

    @Test
    void eightBitTextIsALiteralUnlessTheClientTakesUtf8() {
        var envelope = new EnvelopeStructure(null, "\u00c3\u00a9", null, null, null, null, null, null, "\u00ff", "a\"b\\c");
        assertThat(Wire.of(false, out -> Envelope.write(out, envelope)))
            .isEqualTo("(NIL {2}\r\n\u00c3\u00a9 NIL NIL NIL NIL NIL NIL {1}\r\n\u00ff \"a\\\"b\\\\c\")");
        assertThat(Wire.of(true, out -> Envelope.write(out, envelope)))
            .isEqualTo("(NIL \"\u00c3\u00a9\" NIL NIL NIL NIL NIL NIL {1}\r\n\u00ff \"a\\\"b\\\\c\")");
    }

    @Test
    void bodyOfAText() {
        String message = "Content-Type: TEXT/PLAIN; CHARSET=\"US-ASCII\"\n\none\ntwo\n";
        assertThat(body(message, false)).isEqualTo("(\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\") NIL NIL \"7BIT\" 10 2)");
        assertThat(body(message, true)).isEqualTo("(\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\") NIL NIL \"7BIT\" 10 2 NIL NIL NIL NIL)");
    }

    private static final String MIXED = """
        Content-Type: multipart/mixed; boundary=b
        Content-Language: en, de

        --b
        Content-Type: text/plain; charset=US-ASCII
        Content-Transfer-Encoding: quoted-printable

        one
        --b
        Content-Type: text/x-patch; name="cc.diff"
        Content-ID: <960723163407.20117h@cac.washington.edu>
        Content-Description: Compiler diff
        Content-Transfer-Encoding: BASE64
        Content-Disposition: attachment; filename=cc.diff
        Content-MD5: Q2hlY2sgSW50ZWdyaXR5IQ==
        Content-Location: http://example.org/

        two
        --b--
        """;

    @Test
    void bodyOfAMultipart() {
        assertThat(body(MIXED, false)).isEqualTo("((\"text\" \"plain\" (\"charset\" \"US-ASCII\") NIL NIL \"quoted-printable\" 3 0)"
            + "(\"text\" \"x-patch\" (\"name\" \"cc.diff\" \"charset\" \"us-ascii\") \"<960723163407.20117h@cac.washington.edu>\" "
            + "\"Compiler diff\" \"BASE64\" 3 0) \"mixed\")");
    }

    @Test
    void bodyStructureOfAMultipart() {
        assertThat(body(MIXED, true)).isEqualTo("((\"text\" \"plain\" (\"charset\" \"US-ASCII\") NIL NIL \"quoted-printable\" 3 0 NIL NIL NIL NIL)"
            + "(\"text\" \"x-patch\" (\"name\" \"cc.diff\" \"charset\" \"us-ascii\") \"<960723163407.20117h@cac.washington.edu>\" "
            + "\"Compiler diff\" \"BASE64\" 3 0 \"Q2hlY2sgSW50ZWdyaXR5IQ==\" (\"attachment\" (\"filename\" \"cc.diff\")) NIL "
            + "\"http://example.org/\") \"mixed\" (\"boundary\" \"b\") NIL (\"en\" \"de\") NIL)");
    }

    @Test
    void bodyOfAMessageInAMessage() {
        assertThat(body("Content-Type: message/rfc822\n\nSubject: s\n\ntext\n", false)).isEqualTo("(\"message\" \"rfc822\" NIL NIL NIL \"7BIT\" 20 "
            + "(NIL \"s\" NIL NIL NIL NIL NIL NIL NIL NIL) (\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7BIT\" 6 1) 3)");
    }

    @Test
    void globalMessageHasAnEnvelopeForThoseWhoTakeUtf8() {
        String message = "Content-Type: message/global\n\nSubject: s\n\ntext\n";
        assertThat(body(message, false)).isEqualTo("(\"message\" \"global\" NIL NIL NIL \"7BIT\" 20)");
        assertThat(Wire.of(true, out -> BodyStructure.write(out, Wire.structure(message.replace("\n", "\r\n")).root(), false))).contains("(NIL \"s\" NIL");
    }

    @Test
    void multipartWithoutPartsHasAnEmptyOne() {
        assertThat(body("Content-Type: multipart/mixed; boundary=b\n\nnothing\n", false))
            .isEqualTo("((\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7BIT\" 0 0) \"mixed\")");
    }
}
