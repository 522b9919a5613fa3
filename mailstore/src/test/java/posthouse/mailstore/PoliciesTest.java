package posthouse.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.mailstore.PolicyCache.Kept;
import posthouse.mailstore.TlsResults.TlsResult;
import posthouse.mailstore.jdbc.TableDump;

class PoliciesTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

    @TempDir
    Path folder;

    private static Kept policy(String id, long seconds) {
        return new Kept(id, "version: STSv1\nmode: none\nmax_age: 1\n", NOW, NOW.plusSeconds(seconds));
    }

    @Test
    void aPolicyOutlivesARestart() throws Exception {
        try (MailStore store = Stores.open(folder)) {
            assertThat(store.policies().find("example.net")).isEmpty();
            store.policies().keep("example.net", policy("1", 100));
            store.policies().keep("example.net", policy("2", 200));
        }
        TableDump.forget(folder); // the journal has it
        try (MailStore store = Stores.open(folder)) {
            assertThat(store.policies().find("example.net")).contains(policy("2", 200));
        }
    }

    @Test
    void expiredPoliciesGo() throws Exception {
        try (MailStore store = Stores.open(folder)) {
            store.policies().keep("old.example.net", policy("1", -1));
            store.policies().keep("example.net", policy("1", 100));
            assertThat(store.policies().find("old.example.net")).isEmpty();
        }
    }

    @Test
    void resultsAreAddedUpByDay() throws Exception {
        LocalDate day = LocalDate.of(2026, 11, 23);
        var good = new TlsResult("example.net", "sts", "mx.example.net", "success", 3);
        var bad = new TlsResult("example.net", "sts", "mx.example.net", "certificate-expired", 1);
        try (MailStore store = Stores.open(folder)) {
            store.tlsResults().add(day, List.of(good, bad));
            store.tlsResults().add(day, List.of(good));
            store.tlsResults().add(day.plusDays(1), List.of(bad));
            assertThat(store.tlsResults().of(day)).containsExactly(bad, new TlsResult("example.net", "sts", "mx.example.net", "success", 6));
            store.tlsResults().add(day.plusDays(61), List.of(bad));
            assertThat(store.tlsResults().of(day)).isEmpty();
        }
    }
}
