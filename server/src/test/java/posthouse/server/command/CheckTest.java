package posthouse.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckTest {

    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("posthouse.toml");
    }

    @Test
    void nothingWrong() throws IOException {
        var ran = check("hostname = 'mail.example.org'");
        assertThat(ran.out()).isEqualTo(file + " is fine\n");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).isZero();
    }

    @Test
    void everythingAtOnce() throws IOException {
        var ran = check("""
            hostnam = "mail.example.org"
            default-domain = "not a domain"
            [auth]
            plaintext = "sometimes"
            [tls]
            certificate = "/nowhere/cert.pem"
            [listeners.imap]
            port = 70000
            [listeners.pop3]
            port = 25
            """);
        assertThat(ran.err().lines().map(line -> line.replace(file.toString(), "FILE"))).containsExactly(
            "FILE:1:1: hostnam: there is no such key, did you mean hostname?",
            "FILE:2:1: default-domain: 'not a domain' is no domain name",
            "FILE:4:1: auth.plaintext: expected \"never\" or \"loopback\" or \"always\", not \"sometimes\"",
            "FILE:6:1: tls.certificate: needs its private key: set tls.key too",
            "FILE:6:1: tls.certificate: there is no file /nowhere/cert.pem",
            "FILE:8:1: listeners.imap.port: expected a number from 0 to 65535, not 70000",
            "FILE:10:1: listeners.pop3.port: the listeners smtp and pop3 can't both have port 25");
        assertThat(ran.out()).isEmpty();
        assertThat(ran.exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "tls.key = '/nowhere/key.pem' | 1:1: tls.key: needs its certificate: set tls.certificate too",
        "listeners.smtp.bind = '127.0.0.300' | 1:1: listeners.smtp.bind: '127.0.0.300' is no IP address",
        "listeners.smtp.bind = ['::1', '1:2:3'] | 1:1: listeners.smtp.bind: '1:2:3' is no IP address",
        "listeners.smtp.bind = 'localhost' | 1:1: listeners.smtp.bind: 'localhost' is no IP address",
        "listeners.smtp.bind = [] | 1:1: listeners.smtp.bind: names no address; listeners.smtp.enabled=false switches the listener off",
        "listeners.imaps.port = 143 | 1:1: listeners.imaps.port: the listeners imap and imaps can't both have port 143",
        "[listeners]\\nimap = { port = 2000, bind = '127.0.0.1' }\\nlmtp.port = 2000 | 2:10: listeners.imap.port: the listeners lmtp and imap can't both have port 2000",
    })
    void mistake(String content, String problem) throws IOException {
        assertThat(check(content.replace("\\n", "\n")).err()).startsWith(file + ":" + problem + "\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "listeners.imap.port = 25 \\n listeners.imap.enabled = false",
        "listeners.imap.port = 0 \\n listeners.pop3.port = 0",
        "listeners.imap = { port = 2000, bind = '127.0.0.1' } \\n listeners.lmtp = { port = 2000, bind = '127.0.0.2' }",
    })
    void noMistake(String content) throws IOException {
        assertThat(check(content.replace("\\n", "\n")).err()).isEmpty();
    }

    @Test
    void portsThatAnOffsetMovesTooFar() throws IOException {
        var ran = check("listeners.managesieve.enabled = false", "--port-offset", "60000");
        assertThat(ran.err()).isEqualTo("(default): listeners.http.port: 8080 with --port-offset 60000 is no port: they go from 1 to 65535\n");
    }

    @Test
    void argumentsToo() throws IOException {
        var ran = check("", "--set", "auth.plaintex=always", "--set", "listeners.smtp.port=-1");
        assertThat(ran.err()).isEqualTo("""
            --set auth.plaintex=always: auth.plaintex: there is no such key, did you mean auth.plaintext?
            --set listeners.smtp.port=-1: listeners.smtp.port: expected a number from 0 to 65535, not -1
            """);
        assertThat(ran.exitCode()).isEqualTo(1);
    }

    private Run check(String content, String... more) throws IOException {
        Files.writeString(file, content);
        var arguments = new ArrayList<>(List.of("check", "--config", file.toString()));
        arguments.addAll(List.of(more));
        return Run.posthouse(arguments.toArray(String[]::new));
    }
}
