package posthouse.mailstore.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StructureCodecTest {

    private static final String MESSAGE = """
        From: Alice <alice@example.org>
        Sender: bob@example.org
        To: G: a@b, c@d;
        Subject: s\u00E9
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/plain; charset=utf-8
        Content-ID: <x>
        Content-Description: y
        Content-MD5: z
        Content-Disposition: inline; filename=f
        Content-Language: en, de
        Content-Location: here

        one
        --b
        Content-Type: message/rfc822

        Subject: in

        two
        --b--
        """;

    @Test
    void givesBackWhatItTook() {
        MessageStructure structure = MimeScannerTest.scan(MESSAGE);
        byte[] octets = StructureCodec.encode(structure);
        assertThat(StructureCodec.decode(octets)).isEqualTo(structure);
        assertThat(StructureCodec.decodeEnvelope(octets)).isEqualTo(structure.envelope());
    }

    @Test
    void isSmall() {
        assertThat(StructureCodec.encode(MimeScannerTest.scan("\r\n"))).hasSizeLessThan(30);
    }

    @Test
    void refusesWhatIsCutOff() {
        byte[] octets = StructureCodec.encode(MimeScannerTest.scan(MESSAGE));
        for (int length = 0; length < octets.length; length++) {
            byte[] cut = Arrays.copyOf(octets, length);
            assertThatThrownBy(() -> StructureCodec.decode(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> StructureCodec.decode(Arrays.copyOf(octets, octets.length + 1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAnotherVersion() {
        byte[] octets = StructureCodec.encode(MimeScannerTest.scan(MESSAGE));
        octets[0]++;
        assertThatThrownBy(() -> StructureCodec.decode(octets)).isInstanceOf(IllegalArgumentException.class).hasMessage("structure of version 2");
    }

    @Test
    void refusesOrReadsWhatIsDamaged() {
        var random = new Random(9051);
        byte[] whole = StructureCodec.encode(MimeScannerTest.scan(MESSAGE));
        for (int round = 0; round < 20_000; round++) {
            byte[] octets = whole.clone();
            for (int times = random.nextInt(4); times >= 0; times--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(StructureCodec.decode(octets)).isNotNull();
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageStartingWith("structure ");
            }
        }
    }
}
