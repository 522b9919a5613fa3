package posthouse.smtp.relay.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

class SecureDnsTest {
    private static final String ZONE = """
        example.net. IN MX 10 mx.example.net.
        mx.example.net. IN A 127.0.0.1
        mx.example.net. IN AAAA ::1
        four.example.net. IN A 127.0.0.1
        _25._tcp.mx.example.net. IN TLSA 3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
        open.example. IN NS ns.open.example.
        mx.open.example. IN A 127.0.0.1
        mx.open.example. IN AAAA ::1
        _25._tcp.mx.open.example. IN TLSA 3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
        """;

    @Test
    void whatIsSignedIsTold() throws Exception {
        try (var zone = new SignedZone(ZONE, "open.example")) {
            SecureDns dns = zone.dns();
            assertThat(dns.isMxSecure("example.net")).isTrue();
            assertThat(dns.areAddressesSecure("mx.example.net")).isTrue();
            assertThat(dns.areAddressesSecure("four.example.net")).as("that there is no AAAA is signed, too").isTrue();
            assertThat(dns.tlsa("mx.example.net", 25)).singleElement().satisfies(r -> {
                assertThat(r.usage()).isEqualTo(3);
                assertThat(r.selector()).isEqualTo(1);
                assertThat(r.matching()).isEqualTo(1);
                assertThat(r.data()).hasSize(32);
            });
            assertThat(dns.tlsa("four.example.net", 25)).isEmpty();
        }
    }

    @Test
    void whatIsNotSignedCountsForNothing() throws Exception {
        try (var zone = new SignedZone(ZONE, "open.example")) {
            assertThat(zone.dns().isSecure("mx.open.example", Type.A)).isFalse();
            assertThat(zone.dns().tlsa("mx.open.example", 25)).isEmpty();
        }
    }

    @Test
    void aWrongSignatureIsNoAnswer() throws Exception {
        try (var zone = new SignedZone(ZONE, "open.example")) {
            zone.forge(Type.TLSA);
            assertThat(zone.dns().isMxSecure("example.net")).isTrue();
            assertThatThrownBy(() -> zone.dns().tlsa("mx.example.net", 25)).isInstanceOfSatisfying(DnsFailure.class,
                e -> assertThat(e.isTemporary()).isTrue()).hasMessageContaining("DNSSEC");
        }
    }
}
