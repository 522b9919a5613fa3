package posthouse.common.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import posthouse.common.config.Settings;

/** The PROXY protocol, both versions, as its specification's examples have it. */
class ProxyTest {

    private static final String SIGNATURE = "\r\n\r\n\0\r\nQUIT\n";
    private static final String V2 = SIGNATURE + "\u0021\u0011\0\u000c" + "\u00c0\0\2\7" + "\u00c6\u0033\u0064\1" + "\u00dc\4\0\u0019";

    /** Says who it thinks is there, and answers each line by itself. */
    private static final class WhoProtocol implements Protocol {
        @Override
        public String name() {
            return "who";
        }

        @Override
        public Session open(Connection connection) {
            return new Session() {
                @Override
                public Replies greeting() {
                    return Replies.of(connection.remote().getAddress().getHostAddress() + " " + connection.remote().getPort() + " "
                        + connection.local().getAddress().getHostAddress() + "\r\n");
                }

                @Override
                public Replies next(Input in) {
                    byte[] line = in.takeLine();
                    return line == null ? null : Replies.of(new String(line, StandardCharsets.US_ASCII));
                }

                @Override
                public Replies timedOut() {
                    return Replies.none();
                }

                @Override
                public Replies shuttingDown() {
                    return Replies.none();
                }

                @Override
                public void closed() {
                }
            };
        }

        @Override
        public String refusal() {
            return "too many\r\n";
        }
    }

    @TempDir
    private Path folder;
    private Network network;
    private InetSocketAddress clear;
    private InetSocketAddress implicit;

    @BeforeEach
    void listen() throws Exception {
        network = new Network(Settings.defaults(), Tls.selfSigned(folder, "mail.example.org"));
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var proxies = new AddressRanges(List.of("127.0.0.0/8"));
        clear = network.listenInClear(new WhoProtocol(), any, proxies).address();
        implicit = network.listen(new WhoProtocol(), any, true, proxies).address();
    }

    @AfterEach
    void close() {
        network.close();
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void check(String header, String who) throws Exception {
        for (boolean together : new boolean[] {true, false}) {
            try (var client = new Client(clear)) {
                byte[] all = octets(header + "hello\r\n");
                for (int at = 0; at < all.length; at += together ? all.length : 1) {
                    client.socket.getOutputStream().write(all, at, together ? all.length : 1);
                }
                assertThat(client.line()).isEqualTo(who);
                assertThat(client.line()).isEqualTo("hello");
            }
        }
    }

    @Test
    void theClientIsWhoTheProxySays() throws Exception {
        check("PROXY TCP4 192.0.2.7 198.51.100.1 56324 25\r\n", "192.0.2.7 56324 198.51.100.1");
        check("PROXY TCP6 2001:db8::7 2001:db8::1 56324 25\r\n", "2001:db8:0:0:0:0:0:7 56324 2001:db8:0:0:0:0:0:1");
        check(V2, "192.0.2.7 56324 198.51.100.1");
        check(V2.replace("\0\u000c", "\0\u0010") + "\4\0\1x", "192.0.2.7 56324 198.51.100.1"); // with something behind the addresses
        check(SIGNATURE + "\u0021\u0021\0\u0024" + "\u0020\1\r\u00b8\0\0\0\0\0\0\0\0\0\0\0\7".repeat(2) + "\u00dc\4\0\u0019",
            "2001:db8:0:0:0:0:0:7 56324 2001:db8:0:0:0:0:0:7");
    }

    @Test
    void aProxyMaySpeakForItself() throws Exception {
        for (String header : List.of("PROXY UNKNOWN\r\n", "PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n", SIGNATURE + "\u0020\0\0\0")) {
            try (var client = new Client(clear)) {
                client.socket.getOutputStream().write(octets(header));
                assertThat(client.line()).startsWith("127.0.0.1 ").endsWith(" 127.0.0.1");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EHLO x\r\n", "PROXY TCP4 a b c d\r\n", "PROXY TCP4 192.0.2.7 198.51.100.1 56324\r\n", "PROXY\r\n", "PROXY \r\n",
        "PROXY TCP4 192.0.2.7 198.51.100.1 70000 25\r\n", "PROXY TCP4 192.0.2.256 198.51.100.1 7 25\r\n", "PROXY TCP4 192.0.2.7 198.51.100.1 1 25\n",
        "\r\n\r\n\0\r\nQUIT\n\u0031\u0011\0\u000c", "\r\n\r\n\0\r\nQUIT\n\u0021\u0011\u00ff\u00ff", "\r\n\r\n\0\r\nQUIT\n\u0021\u0011\0\1x"})
    void whatIsNoHeaderClosesTheConnection(String text) throws Exception {
        try (var client = new Client(clear)) {
            client.socket.getOutputStream().write(octets(text));
            assertThat(client.line()).isNull();
        }
    }

    @Test
    void aLineWithoutEndIsNone() {
        byte[] line = octets("PROXY TCP4 " + "1".repeat(200));
        assertThatThrownBy(() -> ProxyHeader.parse(line, line.length)).isInstanceOf(ProxyHeader.Bad.class);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void tlsFollowsTheHeader(boolean v2) throws Exception {
        try (var client = new Client(implicit)) {
            client.socket.getOutputStream().write(octets(v2 ? V2 : "PROXY TCP4 192.0.2.7 198.51.100.1 56324 25\r\n"));
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustsAll()}, null);
            var layered = (SSLSocket) context.getSocketFactory().createSocket(client.socket, "localhost", implicit.getPort(), true);
            layered.startHandshake();
            client.through(layered);
            assertThat(client.line()).isEqualTo("192.0.2.7 56324 198.51.100.1");
            assertThat(client.ask("hello")).isEqualTo("hello");
        }
    }
}
