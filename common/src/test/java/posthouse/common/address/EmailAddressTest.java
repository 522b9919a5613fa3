package posthouse.common.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', value = {
        "alice@example.org, alice@example.org",
        "Alice@EXAMPLE.org, Alice@example.org",
        "a.b+c@example.org., a.b+c@example.org",
        "'\"a b\"@example.org', '\"a b\"@example.org'",
        "'\"plain\"@example.org', plain@example.org",
        "'\"a\\\"b\"@example.org', '\"a\\\"b\"@example.org'",
        "用户@例子.example, 用户@xn--fsqu00a.example",
    })
    void readsAndWrites(String text, String written) throws BadAddress {
        assertThat(EmailAddress.parse(text)).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "alice", "@example.org", "a@", "a..b@example.org", ".a@example.org", "a b@example.org", "\"a@example.org",
        "a@-x.org", "a@x..org", "a\u0000@example.org", "\"a\rb\"@example.org", "a@exa mple.org", "a@[127.0.0.1]",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.org"})
    void refuses(String text) {
        assertThatThrownBy(() -> EmailAddress.parse(text)).isInstanceOf(BadAddress.class);
    }

    @Test
    void sameWithoutCase() throws BadAddress {
        assertThat(EmailAddress.parse("ALICE@example.org").canonical()).isEqualTo(EmailAddress.parse("alice@Example.ORG").canonical());
    }
}
