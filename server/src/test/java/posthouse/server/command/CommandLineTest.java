package posthouse.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "acount list | there is no command 'acount', did you mean account?; see posthouse --help",
        "nonsense | there is no command 'nonsense'; see posthouse --help",
        "account lsit | there is no command 'lsit', did you mean list?; see posthouse account --help",
        "serve --port-offset many | invalid value for option '--port-offset': 'many' is not an int; see posthouse serve --help",
        "serve now | 'now' is one argument too many; see posthouse serve --help",
        "serve --set hostname | --set hostname: expected key=value",
        "serve --set hostnam=x | --set hostnam=x: hostnam: there is no such key, did you mean hostname?",
        "domain add | missing required parameter: 'DOMAIN'; see posthouse domain add --help",
        "domain add a.example b.example | 'b.example' is one argument too many; see posthouse domain add --help",
        "account add --password x | missing required parameter: 'ADDRESS'; see posthouse account add --help",
        "account add a@example.org --password x --password-stdin | --password and --password-stdin exclude each other; see posthouse account add --help",
        "account add a@example.org --password-stdin | the password is empty; see posthouse account add --help",
        "account add a@example.org | a password is missing: pipe it in with --password-stdin, or give it with --password; see posthouse account add --help",
        "alias add sales@example.org | missing required parameter: 'TARGET'; see posthouse alias add --help",
        "demo --lang fr | --lang is one of en, zh; see posthouse demo --help",
    })
    void usage(String arguments, String error) {
        var ran = Run.posthouse(arguments.split(" "));
        assertThat(ran.err()).isEqualTo("posthouse: " + error + "\n");
        assertThat(ran.out()).isEmpty();
        assertThat(ran.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "account", "alias --data x"})
    void withoutACommandItSaysWhatThereIs(String arguments) {
        var ran = arguments.isEmpty() ? Run.posthouse() : Run.posthouse(arguments.split(" "));
        assertThat(ran.err()).startsWith("Usage: posthouse").contains("COMMAND --help tells more of each");
        assertThat(ran.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "serve --help", "demo --help", "check --help", "account --help", "account add --help", "alias remove --help"})
    void help(String arguments) {
        var ran = Run.posthouse(arguments.split(" "));
        assertThat(ran.out()).startsWith("Usage: posthouse").contains("--data=DIR").contains("--set=KEY=VALUE").contains("--config=FILE");
        assertThat(ran.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).isZero();
    }

    @Test
    void version() {
        assertThat(Run.posthouse("--version").out()).startsWith("posthouse ");
    }

    @Test
    void dataFolderThatIsNotThere() {
        var ran = Run.posthouse("account", "list", "--data", folder.resolve("none").toString());
        assertThat(ran.err()).isEqualTo("posthouse: there is no data folder " + folder.resolve("none") + "; --data names one, and domain add makes one\n");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void damagedConfiguration() throws Exception {
        Path file = folder.resolve("posthouse.toml");
        Files.writeString(file, "hostnam = 1\n[auth]\nplaintext = 2\n");
        var ran = Run.posthouse("serve", "--data", folder.resolve("data").toString(), "--config", file.toString());
        assertThat(ran.err()).isEqualTo("posthouse: " + file
            + ":1:1: hostnam: there is no such key, did you mean hostname? (and 1 more: posthouse check shows them all)\n");
        assertThat(ran.exitCode()).isEqualTo(1);
    }

    @Test
    void configurationThatIsNotThere() {
        var ran = Run.posthouse("serve", "--config", folder.resolve("none.toml").toString());
        assertThat(ran.err()).isEqualTo("posthouse: " + folder.resolve("none.toml") + ":1:1: there is no such file\n");
        assertThat(ran.exitCode()).isEqualTo(1);
    }
}
