package posthouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.common.config.Configuration;
import posthouse.server.demo.DemoServer;

/** {@code docs/life-of-a-message.md} is true: its lines are those that cross the wire in the demo's trip. */
class LifeOfAMessageTest {

    private static final Path PAGE = Path.of("..", "docs", "life-of-a-message.md");
    /** Stands in the page for what differs from trip to trip. */
    private static final String ELLIPSIS = "…";

    @Test
    void pageTellsTheTripAsItIs(@TempDir Path data) throws Exception {
        List<String> told = Files.readAllLines(PAGE).stream()
            .filter(l -> l.startsWith("    C: ") || l.startsWith("    S: ")).map(l -> l.substring(4)).toList();
        List<String> heard = trip(data, Locale.ENGLISH, new ByteArrayOutputStream());
        for (int i = 0; i < Math.min(told.size(), heard.size()); i++) {
            assertThat(heard.get(i)).as("line " + (i + 1) + " of the conversation in " + PAGE.getFileName()).matches(pattern(told.get(i)));
        }
        assertThat(told).as("lines of the conversation").hasSameSizeAs(heard);
    }

    @Test
    void chineseTripArrivesToo(@TempDir Path data) throws Exception {
        var printed = new ByteArrayOutputStream();
        trip(data, Locale.CHINESE, printed);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("邮件两次到达").contains("这是一封测试邮件");
    }

    @Test
    void bothLanguagesSayTheSameThings() {
        var english = ResourceBundle.getBundle("posthouse.server.demo.trip", Locale.ROOT);
        var chinese = ResourceBundle.getBundle("posthouse.server.demo.trip", Locale.CHINESE);
        assertThat(chinese.keySet()).isEqualTo(english.keySet());
        for (String key : english.keySet()) {
            assertThat(chinese.getString(key)).as(key).isNotEqualTo(english.getString(key));
        }
    }

    private static List<String> trip(Path data, Locale locale, ByteArrayOutputStream printed) throws Exception {
        var settings = new ArrayList<>(Demo.settings());
        settings.addAll(Demo.anyPort());
        var configuration = Configuration.read(AllKeys.ALL, Optional.empty(), settings);
        try (var demo = DemoServer.start(Optional.of(data), configuration, 0, locale, new PrintStream(printed, true, StandardCharsets.UTF_8))) {
            assertThat(demo.trip()).as(printed.toString(StandardCharsets.UTF_8)).isTrue();
            return demo.conversation();
        }
    }

    private static Pattern pattern(String line) {
        var pattern = new StringBuilder();
        for (String part : line.split(ELLIPSIS, -1)) {
            pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return Pattern.compile(pattern.toString());
    }
}
