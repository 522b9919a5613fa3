package posthouse.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Plays a transcript against a server, in one way. */
final class Player implements AutoCloseable {

    private final Transcript transcript;
    private final Way way;
    private final TestServer server;
    private final InetSocketAddress address;
    private final Map<Integer, Client> clients = new TreeMap<>();
    private final Map<String, String> values = new HashMap<>();
    private final Set<Step> sent = new HashSet<>();
    private final List<String> conversation = new ArrayList<>();
    private Step current;

    /** @param server {@code null} if nothing happens in the store */
    Player(Transcript transcript, Way way, TestServer server, InetSocketAddress address) {
        this.transcript = transcript;
        this.way = way;
        this.server = server;
        this.address = address;
    }

    void play() throws Exception {
        for (Step step : transcript.steps()) {
            current = step;
            try {
                step.play(this);
            } catch (IOException e) {
                throw failure(e.toString());
            }
        }
        for (int connection : List.copyOf(clients.keySet())) {
            saysNoMore(connection);
        }
    }

    /** At the end of a conversation the client hangs up; whatever comes then was forgotten in the transcript. */
    private void saysNoMore(int connection) throws IOException {
        Client client = clients.remove(connection);
        try (client) {
            client.end();
            String more = read(client, connection);
            if (more != null) {
                throw failure("the server said more than the transcript knows: " + Octets.shown(more));
            }
        }
    }

    void happens(Given given) throws Exception {
        values.putAll(given.apply(server));
    }

    void send(Step.Send step) throws IOException {
        if (sent.contains(step)) {
            return;
        }
        var octets = new StringBuilder();
        for (Step.Send line : way == Way.PIPELINED ? pipeline(step) : List.of(step)) {
            String text = line.text().octets(values);
            note("C", line.connection(), text.endsWith("\r\n") ? text.substring(0, text.length() - 2) : text);
            octets.append(text);
            sent.add(line);
        }
        Client client = client(step.connection());
        if (way == Way.OCTET_BY_OCTET) {
            client.trickle(Octets.bytes(octets.toString()));
        } else {
            client.send(Octets.bytes(octets.toString()));
        }
    }

    /** This line and those below it that need not wait for anything. */
    private List<Step.Send> pipeline(Step.Send first) {
        var lines = new ArrayList<>(List.of(first));
        var rest = transcript.steps().subList(transcript.steps().indexOf(first) + 1, transcript.steps().size());
        Step.Send last = first;
        for (Step step : rest) {
            if (step instanceof Step.Send next && next.connection() == first.connection()
                && !last.waitsForAnswer() && values.keySet().containsAll(next.text().names())) {
                lines.add(next);
                last = next;
            } else if (!step.isAnswerTo(first.connection())) {
                break;
            }
        }
        return lines;
    }

    void startTls(int connection) throws IOException {
        client(connection).startTls();
        note("C", connection, "<starttls>");
    }

    void compress(int connection, boolean begins) throws IOException {
        if (begins) {
            client(connection).deflate();
        } else {
            client(connection).plain();
        }
        note("C", connection, begins ? "<deflate>" : "<plain>");
    }

    void end(int connection) throws IOException {
        client(connection).end();
        note("C", connection, "<end>");
    }

    void close(int connection) throws IOException {
        client(connection).close();
        clients.remove(connection);
        note("C", connection, "<close>");
    }

    void expect(Step.Expect step) throws IOException {
        var open = new ArrayList<>(step.texts());
        open.sort((a, b) -> Boolean.compare(b.isExact(), a.isExact()));
        while (!open.isEmpty()) {
            String line = line(step.connection());
            var matched = open.stream().filter(t -> t.match(line, values) != null).findFirst()
                .orElseThrow(() -> mismatch(open, line));
            values.putAll(matched.match(line, values));
            open.remove(matched);
        }
    }

    void skip(Step.SkipUntil step) throws IOException {
        String line;
        do {
            line = line(step.connection());
        } while (!step.beginning().begins(line, values));
    }

    void expectClose(int connection) throws IOException {
        Client client = client(connection);
        String line = read(client, connection);
        if (line != null) {
            throw failure("the server should close, but said: " + Octets.shown(line));
        }
        client.close();
        clients.remove(connection);
        note("S", connection, "<closed>");
    }

    private String line(int connection) throws IOException {
        String line = read(client(connection), connection);
        if (line == null) {
            throw failure("the server closed the connection");
        }
        return line;
    }

    private String read(Client client, int connection) throws IOException {
        try {
            String line = client.line();
            if (line != null) {
                note("S", connection, line);
            }
            return line;
        } catch (SocketTimeoutException e) {
            throw failure("the server said nothing for " + Client.PATIENCE.toSeconds() + " s");
        }
    }

    private Client client(int connection) throws IOException {
        Client client = clients.get(connection);
        if (client == null) {
            client = new Client(address);
            clients.put(connection, client);
            if (transcript.security() == Security.TLS) {
                client.startTls();
            }
        }
        return client;
    }

    private void note(String who, int connection, String text) {
        conversation.add(who + (connection == 1 ? "" : connection) + ": " + Octets.shown(text));
    }

    private AssertionError mismatch(List<ServerText> expected, String line) {
        var known = new StringBuilder();
        expected.forEach(t -> t.names().stream().filter(values::containsKey)
            .forEach(n -> known.append("\n  where <").append(n).append("> is ").append(Octets.shown(values.get(n)))));
        String texts = String.join("\n      or ", expected.stream().map(t -> Octets.shown(t.raw())).toList());
        return failure("expected " + texts + known + "\n     got " + Octets.shown(line));
    }

    private AssertionError failure(String problem) {
        return new AssertionError(transcript.file() + ":" + current.line() + " (" + way.words + ")\n" + problem
            + "\nthe conversation so far:\n  " + String.join("\n  ", conversation));
    }

    @Override
    public void close() throws IOException {
        for (Client client : clients.values()) {
            client.close();
        }
    }
}
