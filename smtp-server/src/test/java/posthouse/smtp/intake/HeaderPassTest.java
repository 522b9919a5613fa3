package posthouse.smtp.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import posthouse.smtp.filter.HeaderField;

/** What passes of a header in which {@code Drop} is taken out, {@code Old} is replaced and {@code Added} is added. */
class HeaderPassTest {

    private static final class Gate implements HeaderPass.Gate {
        private final ByteArrayOutputStream passed = new ByteArrayOutputStream();
        private final boolean wantsEmptyLine;

        Gate(boolean wantsEmptyLine) {
            this.wantsEmptyLine = wantsEmptyLine;
        }

        @Override
        public byte[] field(HeaderField field) {
            return field.is("Drop") ? null : field.is("Old") ? HeaderField.of("New", field.value()).octets() : field.octets();
        }

        @Override
        public byte[] ended() {
            return HeaderField.of("Added", "x").octets();
        }

        @Override
        public boolean wantsEmptyLine() {
            return wantsEmptyLine;
        }

        @Override
        public void out(byte[] octets, int offset, int length) {
            passed.write(octets, offset, length);
        }
    }

    private static String pass(String message, int pieces, boolean wantsEmptyLine) {
        var gate = new Gate(wantsEmptyLine);
        var pass = new HeaderPass(gate);
        byte[] octets = message.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at < octets.length; at += pieces) {
            pass.take(octets, at, Math.min(pieces, octets.length - at));
        }
        pass.end();
        return gate.passed.toString(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(value = {
        "A: 1|B: 2||body|Drop: no|; A: 1|B: 2|Added: x||body|Drop: no|",
        "Drop: 1| 2|A: 1||; A: 1|Added: x||",
        "A: 1|DROP : 1|B: 1||; A: 1|B: 1|Added: x||",
        "Old: 1| 2||; New: 1 2|Added: x||",
        "|body; Added: x||body",
        "|; Added: x||",
        "A: 1; A: 1|Added: x|",
        "A: 1|; A: 1|Added: x|",
        "garbage|Drop: 1||body; garbage|Added: x||body",
        "' garbage|A: 1||'; ' garbage|A: 1|Added: x||'",
    }, delimiter = ';')
    void passes(String message, String expected) {
        String sent = message.replace("|", "\r\n");
        String passed = expected.replace("|", "\r\n");
        for (int pieces : new int[] {1, 2, 3, 1000}) {
            assertThat(pass(sent, pieces, false)).isEqualTo(passed);
        }
    }

    @Test
    void theBodyMayBeginWithoutAnEmptyLine() {
        for (int pieces : new int[] {1, 2, 1000}) {
            assertThat(pass("hello\r\nDrop: no\r\n", pieces, true)).isEqualTo("Added: x\r\n\r\nhello\r\nDrop: no\r\n");
            assertThat(pass("A: 1\r\n hello\r\nhello", pieces, true)).isEqualTo("A: 1\r\n hello\r\nAdded: x\r\n\r\nhello");
        }
    }

    @Test
    void aLongFieldPassesOrNotWithoutBeingHeld() {
        String rest = " " + "x".repeat(100_000) + "\r\n " + "y".repeat(100_000) + "\r\nB: 2\r\n";
        for (int pieces : new int[] {1, 4000, 500_000}) {
            assertThat(pass("A:" + rest + "\r\n", pieces, false)).isEqualTo("A:" + rest + "Added: x\r\n\r\n");
            assertThat(pass("Drop:" + rest + "\r\n", pieces, false)).isEqualTo("B: 2\r\nAdded: x\r\n\r\n");
            assertThat(pass(rest.strip() + "\r\n\r\n", pieces, true)).isEqualTo("Added: x\r\n\r\n" + rest.strip() + "\r\n\r\n");
        }
    }
}
