package posthouse.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file, read.
 *
 * @param settings of {@code given setting} lines, wherever they stand
 */
record Transcript(Path file, List<Step> steps, Map<String, String> settings, Security security, boolean pipelined, boolean trickled, boolean logsError) {

    static Transcript read(Path file) throws IOException {
        return new Reader(file, Files.readString(file, StandardCharsets.ISO_8859_1).split("\r?\n", -1)).read();
    }

    /** Line by line. */
    private static final class Reader {
        private static final Pattern SPOKEN = Pattern.compile("([CS])(\\d*)(\\*?):(?: (.*))?", Pattern.DOTALL);
        private static final Pattern UNTIL = Pattern.compile("\\.\\.\\. <until (.+)>");
        private static final Pattern SETTING = Pattern.compile("given setting ([^=]+)=(.*)");

        private final Path file;
        private final String[] lines;
        private final List<Step> steps = new ArrayList<>();
        private final Map<String, String> settings = new HashMap<>();
        private final Set<String> names = new TreeSet<>();
        private Security security = Security.NONE;
        private boolean pipelined = true;
        private boolean trickled = true;
        private boolean logsError;
        private int at;

        Reader(Path file, String[] lines) {
            this.file = file;
            this.lines = lines;
        }

        Transcript read() {
            while (at < lines.length) {
                line(lines[at++]);
            }
            if (steps.stream().noneMatch(s -> s instanceof Step.Expect || s instanceof Step.SkipUntil)) {
                throw bad("a transcript without an S line proves nothing");
            }
            return new Transcript(file, steps, settings, security, pipelined, trickled, logsError);
        }

        private void line(String line) {
            if (line.startsWith("#")) {
                pipelined &= !line.equals("# not pipelined");
                trickled &= !line.equals("# in one packet");
                logsError |= line.equals("# logs an error");
            } else if (line.startsWith("given ")) {
                given(line);
            } else if (line.equals("wait")) {
                steps.add(new Step.Wait(at));
            } else if (!line.isBlank()) {
                Matcher spoken = SPOKEN.matcher(line);
                if (!spoken.matches()) {
                    throw bad("neither 'C: ...' nor 'S: ...' nor 'given ...' nor 'wait' nor a comment: " + line);
                }
                spoken(spoken);
            }
        }

        private void given(String octets) {
            String line = new String(Octets.bytes(octets), StandardCharsets.UTF_8);
            Matcher setting = SETTING.matcher(line);
            if (setting.matches()) {
                settings.put(setting.group(1), setting.group(2));
            } else if (line.equals("given starttls")) {
                security = Security.STARTTLS;
            } else if (line.equals("given tls")) {
                security = Security.TLS;
            } else {
                int number = at;
                add(new Step.Happens(number, Given.parse(line.substring("given ".length()), indented()).orElseThrow(
                    () -> new BadTranscript(file, number, "this isn't understood: " + line))));
            }
        }

        /** The lines below that are indented as deep as the first, or empty with more of them behind. */
        private List<String> indented() {
            var text = new ArrayList<String>();
            String indent = at < lines.length ? lines[at].replaceFirst("\\S.*", "") : "";
            int next = at;
            while (!indent.isEmpty() && next < lines.length && (lines[next].startsWith(indent) || lines[next].isBlank())) {
                if (lines[next].startsWith(indent)) {
                    while (at < next) {
                        text.add("");
                        at++;
                    }
                    text.add(lines[next].substring(indent.length()));
                    at = next + 1;
                }
                next++;
            }
            return text;
        }

        private void spoken(Matcher spoken) {
            int connection = spoken.group(2).isEmpty() ? 1 : Integer.parseInt(spoken.group(2));
            String text = spoken.group(4) == null ? "" : spoken.group(4);
            if (spoken.group(1).equals("C")) {
                add(client(connection, text));
            } else if (spoken.group(3).isEmpty()) {
                add(server(connection, text));
            } else {
                anyOrder(connection, new ServerText(text));
            }
        }

        private Step client(int connection, String text) {
            return switch (text) {
                case "<starttls>" -> new Step.StartTls(at, connection);
                case "<deflate>", "<plain>" -> new Step.Compress(at, connection, text.equals("<deflate>"));
                case "<end>" -> new Step.End(at, connection);
                case "<close>" -> new Step.Close(at, connection);
                default -> new Step.Send(at, connection, ClientText.parse(text, names));
            };
        }

        private Step server(int connection, String text) {
            Matcher until = UNTIL.matcher(text);
            if (until.matches()) {
                return new Step.SkipUntil(at, connection, new ServerText(until.group(1)));
            }
            return text.equals("<closed>")
                ? new Step.ExpectClose(at, connection)
                : new Step.Expect(at, connection, List.of(new ServerText(text)));
        }

        /** S* lines right below each other are one step. */
        private void anyOrder(int connection, ServerText text) {
            int end = steps.size() - 1;
            boolean goesOn = at >= 2 && lines[at - 2].matches("S\\d*\\*:.*") && end >= 0 && steps.get(end).isAnswerTo(connection);
            var texts = new ArrayList<ServerText>();
            int first = at;
            if (goesOn && steps.get(end) instanceof Step.Expect before) {
                texts.addAll(before.texts());
                first = before.line();
                steps.remove(end);
            }
            texts.add(text);
            add(new Step.Expect(first, connection, List.copyOf(texts)));
        }

        private void add(Step step) {
            steps.add(step);
            names.addAll(step.names());
        }

        private BadTranscript bad(String problem) {
            return new BadTranscript(file, at, problem);
        }
    }
}
