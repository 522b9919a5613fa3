package posthouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import posthouse.common.config.BadConfiguration;
import posthouse.common.config.Configuration;
import posthouse.common.config.ConfigurationPages;
import posthouse.common.config.Key;

/**
 * {@code conf/posthouse.toml} and {@code docs/configuration.md} are what the keys say. To write them anew:
 * {@code mvn -q -pl server -am test -Dtest=ConfigurationPagesTest -Dsurefire.failIfNoSpecifiedTests=false -Dposthouse.write=true}
 */
class ConfigurationPagesTest {

    private static final Path FILE = Path.of("..", "conf", "posthouse.toml");
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");
    private static final String WRITE = "posthouse.write";

    private final ConfigurationPages pages = new ConfigurationPages(AllKeys.ALL);

    @Test
    void shippedFile() throws IOException, BadConfiguration {
        compare(FILE, pages.toml());
        Configuration.read(AllKeys.ALL, Optional.of(FILE), List.of());
    }

    @Test
    void page() throws IOException {
        compare(PAGE, pages.markdown());
    }

    @Test
    void everyKeyIsExplainedInOneSentenceOrTwo() {
        for (Key<?> key : AllKeys.ALL) {
            assertThat(key.name()).matches("[a-z0-9-]+(\\.[a-z0-9-]+)*");
            assertThat(key.explanation()).as(key.name()).matches("[^\\n]{10,200}\\.");
        }
    }

    @Test
    void everyRoomsKeysAreAmongThem() throws IOException {
        String list = Files.readString(Path.of("src/main/java/posthouse/server/AllKeys.java"));
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            List<Path> declared = files.filter(file -> file.toString().contains("src/main/java") && file.toString().endsWith("Keys.java")).toList();
            for (Path file : declared) {
                String name = file.getFileName().toString().replace(".java", "");
                assertThat(!Files.readString(file).contains("List<Key<?>> all()") || list.contains(name + ".all()")).as(name + " in AllKeys").isTrue();
            }
            assertThat(declared).hasSizeGreaterThan(4);
        }
    }

    private static void compare(Path file, String made) throws IOException {
        if (Boolean.getBoolean(WRITE)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, made);
        }
        assertThat(file).as("made of the keys; -D" + WRITE + "=true writes it anew").content().isEqualTo(made);
    }
}
