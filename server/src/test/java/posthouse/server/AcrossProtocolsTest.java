package posthouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.common.config.Configuration;
import posthouse.server.demo.DemoServer;
import posthouse.testkit.Client;

/** What one protocol does, the others see. */
class AcrossProtocolsTest {

    @TempDir
    private Path data;
    private DemoServer demo;

    @BeforeEach
    void start() throws Exception {
        var settings = new ArrayList<>(Demo.settings());
        settings.addAll(Demo.anyPort());
        var configuration = Configuration.read(AllKeys.ALL, Optional.empty(), settings);
        demo = DemoServer.start(Optional.of(data), configuration, 0, Locale.ENGLISH, new PrintStream(OutputStream.nullOutputStream()));
    }

    @AfterEach
    void stop() {
        demo.close();
    }

    @Test
    void idleIsToldOfMailThatSmtpAcceptsAndOfMailThatPop3Deletes() throws Exception {
        try (Client imap = client("imap")) {
            login(imap);
            say(imap, "a2 SELECT INBOX", "a2 OK");
            say(imap, "a3 IDLE", "+ ");
            deliver("first");
            assertThat(until(imap, "* 1 EXISTS")).isNotNull();
            deliver("second");
            assertThat(until(imap, "* 2 EXISTS")).isNotNull();
            try (Client pop3 = maildrop()) {
                say(pop3, "DELE 1", "+OK");
                say(pop3, "QUIT", "+OK");
            }
            assertThat(until(imap, "* 1 EXPUNGE")).isNotNull();
            imap.sendLine("DONE");
            assertThat(until(imap, "a3 OK")).isNotNull();
            imap.sendLine("a4 FETCH 1 BODY.PEEK[HEADER.FIELDS (SUBJECT)]");
            assertThat(until(imap, "a4 OK")).contains("Subject: second");
        }
    }

    @Test
    void pop3KeepsItsNumbersWhileImapExpunges() throws Exception {
        deliver("first");
        deliver("second");
        try (Client pop3 = maildrop(); Client imap = client("imap")) {
            login(imap);
            say(imap, "a2 SELECT INBOX", "a2 OK");
            say(imap, "a3 STORE 1 +FLAGS.SILENT (\\Deleted)", "a3 OK");
            say(imap, "a4 EXPUNGE", "a4 OK");
            pop3.sendLine("RETR 1");
            assertThat(until(pop3, ".")).contains("Subject: first");
            say(pop3, "STAT", "+OK 2 ");
            say(pop3, "QUIT", "+OK");
        }
        try (Client pop3 = maildrop()) {
            say(pop3, "STAT", "+OK 1 ");
        }
    }

    private Client client(String listener) throws IOException {
        var client = new Client(new InetSocketAddress("127.0.0.1", demo.port(listener)));
        client.line();
        return client;
    }

    private static void login(Client imap) throws IOException {
        say(imap, "a1 LOGIN recipient@example.com password", "a1 OK");
    }

    private Client maildrop() throws IOException {
        Client pop3 = client("pop3");
        say(pop3, "USER recipient@example.com", "+OK");
        say(pop3, "PASS password", "+OK");
        return pop3;
    }

    private void deliver(String subject) throws IOException {
        try (Client smtp = client("smtp")) {
            say(smtp, "HELO client.example", "250 ");
            say(smtp, "MAIL FROM:<someone@example.net>", "250 ");
            say(smtp, "RCPT TO:<recipient@example.com>", "250 ");
            say(smtp, "DATA", "354 ");
            say(smtp, "Subject: " + subject + "\r\n\r\nhello\r\n.", "250 ");
            say(smtp, "QUIT", "221 ");
        }
    }

    /** Sends a line and reads up to the one that begins so. */
    private static void say(Client client, String line, String beginning) throws IOException {
        client.sendLine(line);
        assertThat(until(client, beginning)).as("answer to " + line).isNotNull();
    }

    /** The lines up to and with the first that begins so. */
    private static List<String> until(Client client, String beginning) throws IOException {
        var lines = new ArrayList<String>();
        for (String line = client.line(); line != null; line = client.line()) {
            lines.add(line);
            if (line.startsWith(beginning)) {
                return lines;
            }
        }
        throw new AssertionError("closed before '" + beginning + "': " + lines);
    }
}
