package posthouse.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Transcripts, mangled, always in the same way. Whatever arrives, the server answers or closes: no hang, no error of its own,
 * nothing of its inside in an answer, and the next client is served.
 */
public final class Mutations {

    private static final int ROUNDS = Integer.getInteger("mutation.rounds", 12);
    private static final long SEED = Long.getLong("mutation.seed", 20240101);

    private Mutations() {
    }

    /** One test for each transcript of the folder. */
    public static Stream<DynamicTest> of(Path folder, MakeProtocol protocol) {
        return Transcripts.read(folder).stream().filter(t -> t.security() != Security.TLS)
            .map(t -> DynamicTest.dynamicTest(t.file().getFileName() + ", mangled", t.file().toUri(), () -> mangle(t, protocol)));
    }

    private static void mangle(Transcript transcript, MakeProtocol protocol) throws Exception {
        var random = new Random(SEED ^ transcript.file().getFileName().toString().hashCode());
        try (var log = new ErrorLog(); var server = new TestServer(TestSettings.of(transcript.settings()))) {
            Map<String, String> values = happen(transcript, server);
            InetSocketAddress address = server.listen(protocol, transcript.security());
            List<String> lines = lines(transcript, values);
            for (int round = 0; round < ROUNDS && !lines.isEmpty(); round++) {
                var mangled = new Mangler(random).mangle(lines);
                converse(transcript, address, mangled);
                if (!log.errors().isEmpty()) {
                    throw failure(transcript, mangled, "the server logged errors: " + log.errors());
                }
            }
        }
    }

    /** What happens in the store, all of it at once. */
    private static Map<String, String> happen(Transcript transcript, TestServer server) throws Exception {
        var values = new HashMap<String, String>();
        for (Step step : transcript.steps()) {
            if (step instanceof Step.Happens happens) {
                values.putAll(happens.given().apply(server));
            }
        }
        return values;
    }

    /** What the clients say, each line with its CRLF. */
    private static List<String> lines(Transcript transcript, Map<String, String> values) {
        var known = new HashMap<>(values);
        var lines = new ArrayList<String>();
        for (Step step : transcript.steps()) {
            step.names().forEach(n -> known.putIfAbsent(n, "1"));
            if (step instanceof Step.Send send) {
                lines.add(send.text().octets(known));
            }
        }
        return lines;
    }

    private static void converse(Transcript transcript, InetSocketAddress address, List<String> lines) throws IOException {
        String answer;
        try (var client = new Client(address)) {
            if (client.line() == null) {
                throw failure(transcript, lines, "no greeting");
            }
            try {
                client.send(Octets.bytes(String.join("", lines)));
                client.end();
            } catch (IOException e) {
                // the server has closed already, which is one way to answer
            }
            answer = new String(client.rest(), StandardCharsets.ISO_8859_1);
        } catch (SocketTimeoutException e) {
            throw failure(transcript, lines, "neither answered nor closed within " + Client.PATIENCE.toSeconds() + " s");
        }
        if (answer.contains("Exception") || answer.contains("\tat ") || answer.contains("posthouse.")) {
            throw failure(transcript, lines, "the inside of the server shows: " + Octets.shown(answer));
        }
    }

    private static AssertionError failure(Transcript transcript, List<String> lines, String problem) {
        return new AssertionError(transcript.file() + " mangled: " + problem + "\nthe client said:\n  "
            + String.join("\n  ", lines.stream().map(Octets::shown).toList()));
    }
}
