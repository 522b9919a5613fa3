package posthouse.common.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 5321 4.1.2. */
class PathTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', value = {
        "<>, <>",
        "<alice@example.org>, <alice@example.org>",
        "<Alice.B+tag@EXAMPLE.org>, <Alice.B+tag@example.org>",
        "<@one.example:alice@example.org>, <alice@example.org>",
        "'<@one.example,@two.example:alice@example.org>', <alice@example.org>",
        "'<\"a>b@c\"@example.org>', '<\"a>b@c\"@example.org>'",
        "'<\"alice\"@example.org>', <alice@example.org>",
        "'<\"a\\\\b\"@example.org>', '<\"a\\\\b\"@example.org>'",
        "<alice@[192.0.2.1]>, <alice@[192.0.2.1]>",
        "<alice@[IPv6:2001:DB8::1]>, <alice@[IPv6:2001:db8:0:0:0:0:0:1]>",
        "<alice@[ipv6:::1]>, <alice@[IPv6:0:0:0:0:0:0:0:1]>",
        "<用户@例子.example>, <用户@xn--fsqu00a.example>",
        "<e\u0301@example.org>, <\u00e9@example.org>",
        "<alice@localhost>, <alice@localhost>",
    })
    void readsReversePaths(String text, String written) throws BadAddress {
        assertThat(ReversePath.parse(text)).hasToString(written);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', value = {
        "<alice@example.org>, <alice@example.org>",
        "<@one.example:alice@example.org>, <alice@example.org>",
        "<postmaster>, <postmaster>",
        "<PostMaster>, <PostMaster>",
        "<postmaster@example.org>, <postmaster@example.org>",
        "<postmaster@[127.0.0.1]>, <postmaster@[127.0.0.1]>",
    })
    void readsForwardPaths(String text, String written) throws BadAddress {
        assertThat(ForwardPath.parse(text)).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<", ">", "alice@example.org", "<alice>", "<@example.org>", "<alice@>", "< alice@example.org>", "<alice@example.org",
        "<a b@example.org>", "<a@b@c.example>", "<alice@[192.0.2]>", "<alice@[192.0.2.256]>", "<alice@[192.0.2.1>", "<alice@192.0.2.1]>",
        "<alice@[]>", "<alice@[IPv6:]>", "<alice@[IPv6:x]>", "<alice@[IPv6:1:2]>", "<alice@[IPv6:.:1]>", "<alice@[IPv6:fe80::1%1]>",
        "<alice@[IPv6:1::2::3]>", "<alice@[x400:what]>", "<@one.example>", "<@one.example alice@example.org>", "<one.example:alice@example.org>",
        "<@-:alice@example.org>", "<@one.example,two.example:alice@example.org>", "<\"\"@example.org>", "<\"a\"b@example.org>", "<<a@example.org>>",
        "<a\u0000@example.org>", "<a@exam\u0001ple.org>", "<.a@example.org>", "<a(comment)@example.org>"})
    void refuses(String text) {
        assertThatThrownBy(() -> ReversePath.parse(text)).isInstanceOf(BadAddress.class);
        assertThatThrownBy(() -> ForwardPath.parse(text)).isInstanceOf(BadAddress.class);
    }

    @Test
    void onlyMailToGoesToNobodyInParticular() {
        assertThatThrownBy(() -> ForwardPath.parse("<>")).isInstanceOf(BadAddress.class);
        assertThatThrownBy(() -> ReversePath.parse("<postmaster>")).isInstanceOf(BadAddress.class);
    }

    @Test
    void aSenderMayHaveALongLocalPart() throws BadAddress {
        String bounces = "<bounces+" + "x".repeat(100) + "=example.org@lists.example>";
        assertThat(ReversePath.parse(bounces)).hasToString(bounces);
        assertThatThrownBy(() -> ForwardPath.parse(bounces)).hasMessageContaining("64");
    }

    @Test
    void aPathHas256Octets() throws BadAddress {
        String domain = ("d".repeat(60) + ".").repeat(3) + "example";
        String path = '<' + "l".repeat(256 - domain.length() - 3) + '@' + domain + '>';
        assertThat(ReversePath.parse(path)).hasToString(path);
        assertThatThrownBy(() -> ReversePath.parse("<l" + path.substring(1))).hasMessageContaining("256");
    }

    @Test
    void tellsItsParts() throws BadAddress {
        assertThat(ReversePath.parse("<>").isNull()).isTrue();
        assertThat(ReversePath.parse("<a@b.example>").address()).contains(EmailAddress.parse("a@b.example"));
        assertThat(ReversePath.parse("<a@[192.0.2.1]>").address()).isEmpty();
        assertThat(ForwardPath.parse("<postmaster>").isPostmaster()).isTrue();
        assertThat(ForwardPath.parse("<postmaster@[192.0.2.1]>").isPostmaster()).isFalse();
        assertThat(ForwardPath.parse("<a@[192.0.2.1]>").literal().orElseThrow().getHostAddress()).isEqualTo("192.0.2.1");
    }
}
