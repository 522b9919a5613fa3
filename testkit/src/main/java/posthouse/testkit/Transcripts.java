package posthouse.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The transcripts of a folder as tests, each played in three ways on a fresh store.
 * <pre>
 * &#64;TestFactory
 * Stream&lt;DynamicTest&gt; transcripts() {
 *     return Transcripts.in(Path.of("src/test/transcripts"), Pop3Protocol::new);
 * }
 * </pre>
 */
public final class Transcripts {

    private Transcripts() {
    }

    /** Those of the files {@code *.txt} in the folder itself. {@code -Dtranscript=part-of-a-name} leaves the others out. */
    public static Stream<DynamicTest> in(Path folder, MakeProtocol protocol) {
        String wanted = System.getProperty("transcript", "");
        return read(folder).stream().filter(t -> t.file().getFileName().toString().contains(wanted))
            .flatMap(t -> Arrays.stream(Way.values())
                .filter(way -> way != Way.PIPELINED || t.pipelined())
                .filter(way -> way != Way.OCTET_BY_OCTET || t.trickled())
                .map(way -> DynamicTest.dynamicTest(t.file().getFileName() + ", " + way.words, t.file().toUri(),
                    () -> play(t, way, protocol))));
    }

    static List<Transcript> read(Path folder) {
        try (var files = Files.list(folder)) {
            List<Path> found = files.filter(f -> f.toString().endsWith(".txt")).sorted().toList();
            if (found.isEmpty()) {
                throw new AssertionError("no transcripts in " + folder.toAbsolutePath());
            }
            var transcripts = new ArrayList<Transcript>();
            for (Path file : found) {
                transcripts.add(Transcript.read(file));
            }
            return transcripts;
        } catch (IOException e) {
            throw new AssertionError("no transcripts in " + folder.toAbsolutePath(), e);
        }
    }

    private static void play(Transcript transcript, Way way, MakeProtocol protocol) throws Exception {
        try (var log = new ErrorLog(); var server = new TestServer(TestSettings.of(transcript.settings()))) {
            InetSocketAddress address = server.listen(protocol, transcript.security());
            try (var player = new Player(transcript, way, server, address)) {
                player.play();
            }
            if (!transcript.logsError() && !log.errors().isEmpty()) {
                throw new AssertionError(transcript.file() + ": the server logged errors: " + log.errors());
            }
            if (!server.settings().unread().isEmpty()) {
                throw new AssertionError(transcript.file() + ": nobody asked for the settings " + server.settings().unread());
            }
        }
    }
}
