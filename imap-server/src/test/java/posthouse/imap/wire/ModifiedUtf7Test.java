package posthouse.imap.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModifiedUtf7Test {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "INBOX | INBOX",
        "A & B | A &- B",
        "& | &-",
        "~peter/mail/台北/日本語 | ~peter/mail/&U,BTFw-/&ZeVnLIqe-", // RFC 3501 5.1.3
        "Entwürfe | Entw&APw-rfe",
        "Gelöschte Elemente | Gel&APY-schte Elemente",
        "测试 | &bUuL1Q-",
        "ü&ü | &APw-&-&APw-",
        "😀 | &2D3eAA-",
        "Отправленные | &BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-",
    })
    void aNameHasOneSpelling(String name, String wire) throws BadSyntax {
        assertThat(ModifiedUtf7.encode(name)).isEqualTo(wire);
        assertThat(ModifiedUtf7.decode(wire)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "&", "a&b", "&U,BTFw", // not closed
        "&AGE-", // printable in base64
        "&U,BTFw-&ZeVnLIqe-", // superfluous shift, RFC 3501 5.1.3
        "&Jjo!-", "&U/BTFw-", "&APw=-", // not its base64
        "&APx-", "&AP-", "&A-", // bits left over, half a character
        "B\u00fccher",
            "&2D0-", "&3gA-", // half a surrogate pair
    })
    void otherSpellingsAreRefused(String wire) {
        assertThatThrownBy(() -> ModifiedUtf7.decode(wire)).isInstanceOf(BadSyntax.class);
    }

    @Test
    void whatIsWrittenIsReadBack() throws BadSyntax {
        var random = new Random(42);
        for (int round = 0; round < 2000; round++) {
            var name = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                int point = switch (random.nextInt(4)) {
                    case 0 -> '&';
                    case 1 -> ' ' + random.nextInt(95);
                    case 2 -> 0xa0 + random.nextInt(0x2000);
                    default -> 0x10000 + random.nextInt(0x1000);
                };
                name.appendCodePoint(point);
            }
            assertThat(ModifiedUtf7.decode(ModifiedUtf7.encode(name.toString()))).isEqualTo(name.toString());
        }
    }
}
