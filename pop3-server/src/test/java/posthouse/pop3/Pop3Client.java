package posthouse.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import posthouse.testkit.Client;
import posthouse.testkit.TestServer;

/** A client of POP3 that believes nothing: strict about CRLF and dots. */
final class Pop3Client implements AutoCloseable {

    private final Client client;

    Pop3Client(InetSocketAddress server) throws IOException {
        client = new Client(server);
        ok(client.line());
    }

    static Pop3Client loggedIn(InetSocketAddress server, String name) throws IOException {
        var client = new Pop3Client(server);
        client.command("USER " + name);
        client.command("PASS " + TestServer.PASSWORD);
        return client;
    }

    private static String ok(String line) {
        assertThat(line).startsWith("+OK");
        return line;
    }

    /** What is answered to a command that must succeed. */
    String command(String line) throws IOException {
        client.sendLine(line);
        return ok(client.line());
    }

    /** The lines below the answer to a command that must succeed, as octets, dots unstuffed (RFC 1939 3). */
    byte[] lines(String command) throws IOException {
        command(command);
        var octets = new ByteArrayOutputStream();
        for (String line = client.line(); !line.equals("."); line = client.line()) {
            String plain = line.startsWith(".") ? line.substring(1) : line;
            octets.writeBytes((plain + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        return octets.toByteArray();
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
