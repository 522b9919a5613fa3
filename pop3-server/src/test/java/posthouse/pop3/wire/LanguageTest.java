package posthouse.pop3.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LanguageTest {

    private static final Pattern SAID = Pattern.compile("(?:Reply\\.ok|new Text|new BadSyntax|new Refused)\\((?:ResponseCode\\.\\w+, )?\"([^\"]+)\"");
    private static final Pattern CHOSEN = Pattern.compile("\\? \"([^\"]+)\"\\s*: \"([^\"]+)\"\\);");

    /** Everything that the code says is in the translation, and nothing is in it that nobody says. */
    @Test
    void everyTextIsTranslated() throws IOException {
        var said = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file);
                SAID.matcher(source).results().forEach(m -> said.add(m.group(1)));
                CHOSEN.matcher(source).results().forEach(m -> {
                    said.add(m.group(1));
                    said.add(m.group(2));
                });
            }
        }
        said.removeIf(text -> !text.matches(".*\\p{Lower}{2}.*")); // "%d %d" is the same in every language
        assertThat(said).hasSizeGreaterThan(30);
        for (Language language : Language.ALL) {
            if (language != Language.ENGLISH) {
                assertThat(language.texts().keySet()).as(language.tag()).containsAll(said);
                var unsaid = new TreeSet<>(language.texts().keySet());
                unsaid.removeAll(said);
                unsaid.removeIf(LanguageTest::isSaidByTheLoginLayer);
                assertThat(unsaid).as("nobody says this, " + language.tag()).isEmpty();
            }
        }
    }

    private static boolean isSaidByTheLoginLayer(String text) {
        try (Stream<Path> files = Files.walk(Path.of("../common/src/main/java/posthouse/common/sasl"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file).contains('"' + text + '"')) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A translation takes the same arguments in the same order. */
    @Test
    void argumentsStay() {
        for (Language language : Language.ALL) {
            language.texts().forEach((english, translated) ->
                assertThat(translated.replaceAll("[^%]*(%.)?[^%]*", "$1")).as(english).isEqualTo(english.replaceAll("[^%]*(%.)?[^%]*", "$1")));
        }
    }

    @Test
    void tags() {
        assertThat(Language.find("zh-Hans-CN")).map(Language::tag).contains("zh");
        assertThat(Language.find("EN-us")).map(Language::tag).contains("en");
        assertThat(Language.find("*")).map(Language::tag).contains("en");
        assertThat(Language.find("i-default")).map(Language::tag).contains("en");
        assertThat(Language.find("zhx")).isEmpty();
        assertThat(Language.find("")).isEmpty();
    }
}
