package posthouse.smtp.relay.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.mailstore.PolicyCache;
import posthouse.smtp.relay.client.Keytool;
import posthouse.smtp.relay.client.TlsDemand;
import posthouse.smtp.relay.client.TlsDemand.Level;
import posthouse.smtp.relay.dns.Dns;
import posthouse.smtp.relay.dns.SignedZone;

/** A domain with a policy: its DNS and its web server are real, and break. */
class MtaStsTest {
    @TempDir
    Path folder;
    private Keytool keys;
    private HttpsServer web;
    private SignedZone zone;
    private final Map<String, PolicyCache.Kept> store = new HashMap<>();
    private Instant now = Instant.ofEpochSecond(1_800_000_000);
    private int status = 200;
    private String text = policy("enforce", "mx.example.net");
    private int requests;
    private MtaSts sts;

    private static String policy(String mode, String mx) {
        return "version: STSv1\r\nmode: " + mode + "\r\nmx: " + mx + "\r\nmax_age: 86400\r\n";
    }

    @BeforeEach
    void start() throws Exception {
        keys = new Keytool(folder).selfSigned("web", "mta-sts.example.net");
        web = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.setHttpsConfigurator(new HttpsConfigurator(keys.server()));
        web.createContext("/.well-known/mta-sts.txt", exchange -> {
            requests++;
            byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
            exchange.getResponseHeaders().add("Content-Type", "text/plain; charset=utf-8");
            exchange.getResponseHeaders().add("Location", "https://mta-sts.example.net/other");
            exchange.sendResponseHeaders(status, octets.length);
            exchange.getResponseBody().write(octets);
            exchange.close();
        });
        web.start();
        records("v=STSv1; id=1;");
    }

    @AfterEach
    void stop() {
        web.stop(0);
        zone.close();
    }

    /** The DNS says this from now on. */
    private void records(String txt) throws Exception {
        if (zone != null) {
            zone.close();
        }
        zone = new SignedZone("mta-sts.example.net. IN A 127.0.0.1\n_mta-sts.example.net. IN TXT \"" + txt + "\"\nexample.net. IN MX 10 mx.example.net.\n");
        trust("web");
    }

    private void trust(String alias) throws Exception {
        Dns dns = Dns.at(zone.address());
        var fetcher = new StsFetcher(dns, keys.trusting(alias)::getSocketFactory, web.getAddress().getPort(), Duration.ofSeconds(20));
        sts = new MtaSts(dns, fetcher, new PolicyCache() {
            @Override
            public Optional<Kept> find(String domain) {
                return Optional.ofNullable(store.get(domain));
            }

            @Override
            public void keep(String domain, Kept policy) {
                store.put(domain, policy);
            }
        }, () -> now);
    }

    private TlsDemand demand(String host) throws PolicyFailure {
        return new TlsPolicies(Optional.of(sts), Optional.empty(), 25).of("example.net").demand(host, false).reportedAs("");
    }

    @Test
    void anEnforcedPolicyWantsAGoodCertificateOfAHostThatItNames() throws Exception {
        assertThat(demand("mx.example.net")).isEqualTo(TlsDemand.of(Level.VERIFIED, "MTA-STS"));
        assertThatThrownBy(() -> demand("evil.example.org")).isInstanceOfSatisfying(PolicyFailure.class,
            e -> assertThat(e.status()).isEqualTo("4.7.5")).hasMessageContaining("evil.example.org");
    }

    @Test
    void aPolicyThatIsTestedStopsNothing() throws Exception {
        text = policy("testing", "mx.example.net");
        assertThat(demand("evil.example.org")).isEqualTo(TlsDemand.OPPORTUNISTIC);
    }

    @Test
    void theSameIdIsNotFetchedAgainAndANewOneIs() throws Exception {
        demand("mx.example.net");
        demand("mx.example.net");
        assertThat(requests).isEqualTo(1);
        text = policy("enforce", "*.example.org");
        demand("mx.example.net");
        records("v=STSv1; id=2;");
        assertThat(demand("a.example.org").level()).isEqualTo(Level.VERIFIED);
        assertThat(requests).isEqualTo(2);
    }

    @Test
    void aKeptPolicyHoldsUntilItExpiresWhateverBreaks() throws Exception {
        demand("mx.example.net");
        status = 500;
        records("v=STSv1; id=2;");
        assertThat(demand("mx.example.net").level()).isEqualTo(Level.VERIFIED);
        records("nothing of the kind");
        assertThat(demand("mx.example.net").level()).isEqualTo(Level.VERIFIED);
        now = now.plusSeconds(86_401);
        assertThat(demand("mx.example.net")).isEqualTo(TlsDemand.OPPORTUNISTIC);
    }

    @Test
    void aFailureIsNotRepeatedForFiveMinutes() throws Exception {
        status = 404;
        assertThat(demand("mx.example.net")).isEqualTo(TlsDemand.OPPORTUNISTIC);
        assertThat(demand("mx.example.net")).isEqualTo(TlsDemand.OPPORTUNISTIC);
        assertThat(requests).isEqualTo(1);
        now = now.plusSeconds(301);
        status = 200;
        assertThat(demand("mx.example.net").level()).isEqualTo(Level.VERIFIED);
    }

    @Test
    void redirectsBadCertificatesAndOverlongPoliciesAreNone() throws Exception {
        status = 301;
        assertThat(demand("mx.example.net")).isEqualTo(TlsDemand.OPPORTUNISTIC);
        status = 200;
        text = policy("enforce", "mx.example.net") + "x: y\n".repeat(20_000);
        records("v=STSv1; id=2;");
        assertThat(demand("mx.example.net")).isEqualTo(TlsDemand.OPPORTUNISTIC);
        text = policy("enforce", "mx.example.net");
        keys.selfSigned("stranger", "mta-sts.example.net");
        trust("stranger");
        assertThat(demand("mx.example.net")).isEqualTo(TlsDemand.OPPORTUNISTIC);
    }

    @Test
    void requireTlsWantsTheHostVouchedFor() throws Exception {
        text = policy("testing", "mx.example.net");
        var policies = new TlsPolicies(Optional.of(sts), Optional.empty(), 25).of("example.net");
        assertThat(policies.demand("mx.example.net", true)).isEqualTo(TlsDemand.of(Level.VERIFIED, "REQUIRETLS").reportedAs("sts"));
        assertThatThrownBy(() -> policies.demand("other.example.org", true)).isInstanceOfSatisfying(PolicyFailure.class,
            e -> assertThat(e.status()).isEqualTo("5.7.30"));
    }
}
