package posthouse.imap.fetch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import posthouse.testkit.Client;
import posthouse.testkit.TestServer;

/** Asks for one item of one message at a time. One char an octet. */
final class FetchClient implements AutoCloseable {

    private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)}$");

    private final Client client;

    FetchClient(InetSocketAddress server, String account) throws IOException {
        client = new Client(server);
        client.line();
        run("LOGIN " + account + " " + TestServer.PASSWORD);
        run("EXAMINE INBOX");
    }

    /** Everything untagged that answers a command that succeeds. */
    String run(String command) throws IOException {
        client.sendLine("a " + command);
        var untagged = new StringBuilder();
        String response = response();
        while (!response.startsWith("a ")) {
            untagged.append(response).append("\r\n");
            response = response();
        }
        if (!response.startsWith("a OK")) {
            throw new AssertionError(command + ": " + response);
        }
        return untagged.toString();
    }

    /** A response with its literals. */
    private String response() throws IOException {
        var response = new StringBuilder(client.line());
        int from = 0;
        Matcher literal = LITERAL.matcher(response);
        while (literal.find(from)) {
            int end = literal.end() + 2 + Integer.parseInt(literal.group(1));
            do {
                response.append("\r\n").append(client.line());
            } while (response.length() < end);
            from = end;
            literal = LITERAL.matcher(response);
        }
        return response.toString();
    }

    /** The value of an item, as it is on the wire. */
    String fetch(int sequence, String item) throws IOException {
        String response = run("FETCH " + sequence + " " + item);
        String name = item.replace("BODY.PEEK", "BODY").replaceAll("(<\\d+)\\.\\d+>", "$1>");
        String head = "* " + sequence + " FETCH (" + name + " ";
        if (!response.startsWith(head) || !response.endsWith(")\r\n")) {
            throw new AssertionError(item + ": " + response);
        }
        return response.substring(head.length(), response.length() - 3);
    }

    /** The octets of an item, {@code null} for NIL. */
    String octets(int sequence, String item) throws IOException {
        String value = fetch(sequence, item);
        if (value.equals("NIL")) {
            return null;
        }
        return value.equals("\"\"") ? "" : value.substring(value.indexOf('\n') + 1);
    }

    static String latin1(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
