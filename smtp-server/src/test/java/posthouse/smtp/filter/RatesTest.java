package posthouse.smtp.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RatesTest {

    private final AtomicLong time = new AtomicLong();
    private final Rates<String> rates = new Rates<>(4, Duration.ofNanos(100), time::get);

    private int allowed(String name, int tries) {
        int allowed = 0;
        for (int i = 0; i < tries; i++) {
            allowed += rates.allow(name) ? 1 : 0;
        }
        return allowed;
    }

    @Test
    void soManyInAPeriod() {
        assertThat(allowed("a", 10)).isEqualTo(4);
        assertThat(allowed("b", 10)).isEqualTo(4);
        time.set(99);
        assertThat(allowed("a", 10)).isZero();
    }

    @Test
    void whatWasFades() {
        assertThat(allowed("a", 10)).isEqualTo(4);
        time.set(100);
        assertThat(allowed("a", 10)).isZero();
        time.set(150);
        assertThat(allowed("a", 10)).isEqualTo(2);
        time.set(350);
        assertThat(allowed("a", 10)).isEqualTo(4);
    }

    @Test
    void quietOnesAreForgottenWhenThereAreTooMany() {
        assertThat(allowed("a", 10)).isEqualTo(4);
        for (int i = 0; i < 30_000; i++) {
            rates.allow("other" + i);
        }
        assertThat(allowed("a", 10)).isEqualTo(4);
    }
}
