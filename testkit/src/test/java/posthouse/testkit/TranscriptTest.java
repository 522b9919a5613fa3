package posthouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How transcripts are read, and how they are played against a small server that tells each line back. */
class TranscriptTest {

    @TempDir
    Path folder;

    private Transcript transcript(String... lines) throws IOException {
        return Transcript.read(Files.writeString(folder.resolve("t.txt"), String.join("\n", lines) + "\n"));
    }

    private void play(Transcript transcript) throws Exception {
        for (Way way : Way.values()) {
            try (var echo = new EchoServer(); var player = new Player(transcript, way, null, echo.address())) {
                player.play();
            }
        }
    }

    @Test
    void exactLines() throws Exception {
        play(transcript("# a comment", "S: hello", "C: one", "S: one", "C: two", "S: two", "C: BYE", "S: BYE", "S: <closed>"));
    }

    @Test
    void anotherLineIsShownWithTheConversation() throws Exception {
        assertThatThrownBy(() -> play(transcript("S: hello", "C: one", "S: other")))
            .hasMessageContaining("t.txt:3 (as written)\nexpected other\n     got one\nthe conversation so far:\n  S: hello\n  C: one\n  S: one");
    }

    @Test
    void namesAreRememberedAndFilledIn() throws Exception {
        play(transcript("S: <word>", "C: <word> there", "S: <word> <other>", "C: <other>", "S: there", "C: a<unknown>", "S: a\\x3Cunknown>"));
    }

    @Test
    void aNameMatchesTheSameTextAgain() throws Exception {
        assertThatThrownBy(() -> play(transcript("S: hello", "C: a b", "S: <x> <x>"))).hasMessageContaining("expected <x> <x>");
        assertThatThrownBy(() -> play(transcript("S: <x>", "C: other", "S: <x>"))).hasMessageContaining("where <x> is hello");
    }

    @Test
    void wildcards() throws Exception {
        play(transcript("S: h<text>", "C: a1 OK", "S: a1 OK<...>", "C: x", "C: y", "C: a2 OK done", "S: ... <until a2 OK>"));
        assertThatThrownBy(() -> play(transcript("S: hello<text>"))).hasMessageContaining("got hello");
    }

    @Test
    void anyOrder() throws Exception {
        play(transcript("S: hello", "C: one", "C: two", "C: three", "S*: t<text>", "S*: one", "S*: two", "C: x", "S: x"));
        assertThatThrownBy(() -> play(transcript("S: hello", "C: one", "C: one", "S*: one", "S*: two"))).hasMessageContaining("expected two");
    }

    @Test
    void escapes() throws Exception {
        play(transcript("S: hello", "C: \\x00\\xFF \\Seen \\recent \\\\ <3 ab>", "S: \\x00\\xFF \\Seen \\recent \\\\ ababab",
            "C: one\\r\\nTWO", "S: one", "S: TWO", "C: no end\\", "C: here", "S: no endhere", "C: <base64 \\x00me\\x00secret>", "S: AG1lAHNlY3JldA=="));
    }

    @Test
    void forgottenAnswersAreAnError() throws Exception {
        assertThatThrownBy(() -> play(transcript("S: hello", "C: one"))).hasMessageContaining("said more than the transcript knows: one");
        assertThatThrownBy(() -> play(transcript("C: one", "S: hello"))).hasMessageContaining("said more than the transcript knows: one");
    }

    @Test
    void theServerMustCloseWhereItSaysSo() throws Exception {
        assertThatThrownBy(() -> play(transcript("S: hello", "C: BYE", "S: BYE", "S: more"))).hasMessageContaining("closed the connection");
        assertThatThrownBy(() -> play(transcript("S: hello", "C: x", "S: <closed>"))).hasMessageContaining("should close, but said: x");
    }

    @Test
    void severalConnections() throws Exception {
        play(transcript("S1: hello", "S2: hello", "C1: one", "C2: two", "S1: one", "S2: two", "C1: <end>", "S1: <closed>", "C2: <close>"));
    }

    @Test
    void pipelinedLinesStopBeforeWhatTheyDependOn() throws Exception {
        assertThat(transcript("C: a IDLE", "S: x").steps().get(0)).matches(s -> ((Step.Send) s).waitsForAnswer());
        assertThat(transcript("C: a LOGIN {5}", "S: x").steps().get(0)).matches(s -> ((Step.Send) s).waitsForAnswer());
        assertThat(transcript("C: a LOGIN {5+}", "S: x").steps().get(0)).matches(s -> !((Step.Send) s).waitsForAnswer());
        play(transcript("S: hello", "C: one", "S: <it>", "C: <it>", "S: one", "wait", "C: BYE", "S: BYE", "S: <closed>"));
    }

    @Test
    void mistakesInAFileAreNamed() {
        assertThatThrownBy(() -> transcript("S: x", "given something strange")).hasMessageContaining("t.txt:2").hasMessageContaining("something strange");
        assertThatThrownBy(() -> transcript("S: x", "c: one")).hasMessageContaining("t.txt:2");
        assertThatThrownBy(() -> transcript("C: one")).hasMessageContaining("proves nothing");
        assertThatThrownBy(() -> Transcripts.in(Files.createDirectory(folder.resolve("empty")), (s, a, t) -> null)).hasMessageContaining("no transcripts");
    }

    @Test
    void whatHappensInTheStore() throws Exception {
        var read = transcript("given setting a.b=c=d", "given starttls", "given message hello in My Box of a@example.org flags \\Seen $Work dated 2024-02-03T04:05:06Z",
            "  Subject: x", "", "  .<3 y>\\", "given a@example.org with messages of 120 200 octets in INBOX", "given 1:2,5 expunged from INBOX of a@example.org",
            "given alias @example.org for a@example.org b@example.org", "# not pipelined", "S: x", "C: <hello-size>", "S: y");
        assertThat(read.settings()).isEqualTo(Map.of("a.b", "c=d"));
        assertThat(read.security()).isEqualTo(Security.STARTTLS);
        assertThat(read.pipelined()).isFalse();
        var message = (GivenMessage) ((Step.Happens) read.steps().get(0)).given();
        assertThat(new String(message.octets())).isEqualTo("Subject: x\r\n\r\n.yyy");
        assertThat(message.mailbox()).isEqualTo("My Box");
        assertThat(message.flags().atoms()).containsExactly("\\Seen", "$Work");
        assertThat(message.names()).isEqualTo(Set.of("hello-uid", "hello-size", "hello-id"));
        assertThat(((Step.Send) read.steps().get(5)).text().names()).containsExactly("hello-size");
    }

    @Test
    void messagesHaveTheSizeThatIsAsked() {
        for (int size : List.of(90, 120, 121, 122, 150, 151, 152, 153, 200, 4096)) {
            assertThat(TestServer.message(1, size)).hasSize(size).endsWith("\r\n".getBytes());
        }
    }
}
