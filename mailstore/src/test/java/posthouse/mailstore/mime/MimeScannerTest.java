package posthouse.mailstore.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MimeScannerTest {

    static MessageStructure scan(String message) {
        return scan(message.getBytes(StandardCharsets.ISO_8859_1));
    }

    static MessageStructure scan(byte[] octets) {
        var scanner = new MimeScanner();
        scanner.write(octets, 0, octets.length);
        return scanner.finish();
    }

    @Test
    void findsPartsAndWhereTheyLie() {
        String message = """
            From: Alice <alice@example.org>
            To: bob@example.org
            Subject: Two parts
            Content-Type: multipart/mixed; boundary="b"

            preamble
            --b

            one
            two
            --b
            Content-Type: application/octet-stream
            Content-Transfer-Encoding: base64

            AAAA
            --b--
            epilogue
            """.replace("\n", "\r\n");
        MessageStructure structure = scan(message);
        assertThat(structure.envelope().subject()).isEqualTo("Two parts");
        assertThat(structure.root().parts()).hasSize(2);
        BodyPart one = structure.root().parts().get(0);
        assertThat(message.substring((int) one.bodyStart(), (int) one.bodyEnd())).isEqualTo("one\r\ntwo");
        assertThat(one.lines()).isEqualTo(1);
        BodyPart two = structure.root().parts().get(1);
        assertThat(message.substring((int) two.headerStart(), (int) two.bodyEnd()))
            .isEqualTo("Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA");
        assertThat(StructureCodec.decode(StructureCodec.encode(structure))).isEqualTo(structure);
    }
}
