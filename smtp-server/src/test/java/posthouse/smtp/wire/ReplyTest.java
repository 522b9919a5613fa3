package posthouse.smtp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyTest {

    @Test
    void everyLineHasCodeAndStatus() {
        assertThat(Reply.of(214, "2.0.0", "one", "two")).hasToString("214-2.0.0 one\r\n214 2.0.0 two\r\n"); // RFC 2034 4
        assertThat(Reply.plain(250, List.of("host", "SIZE 10"))).hasToString("250-host\r\n250 SIZE 10\r\n");
    }

    @Test
    void statusSaysTheSameAsTheCode() {
        assertThatThrownBy(() -> Reply.of(550, "4.1.1", "no")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EnhancedStatusCode.of("3.0.0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EnhancedStatusCode.of("5.1")).isInstanceOf(IllegalArgumentException.class);
    }
}
