package posthouse.server.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import posthouse.mailstore.Journeys;
import posthouse.mailstore.Journeys.Step;
import posthouse.mailstore.StoreException;

/** One message from its sender to its recipient: submitted by SMTP, downloaded by POP3, synced by IMAP. */
final class Trip {

    static final String SENDER = "sender@example.com";
    static final String RECIPIENT = "recipient@example.com";
    static final String PASSWORD = "password";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());
    static final String SUBJECT = "测试邮件: a letter to try the house";

    private final Storyteller story;
    private final String messageId = "<" + UUID.randomUUID() + "@example.com>";
    private final String message;

    Trip(Storyteller story) {
        this.story = story;
        this.message = message(ZonedDateTime.now(), messageId);
    }

    private static String message(ZonedDateTime now, String messageId) {
        return String.join("\r\n",
            "Date: " + DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH).format(now),
            "From: Sender <" + SENDER + ">",
            "To: Recipient <" + RECIPIENT + ">",
            "Subject: =?UTF-8?B?" + base64(SUBJECT) + "?=",
            "Message-ID: " + messageId,
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: 8bit",
            "",
            "这是一封测试邮件。",
            "This letter was submitted by SMTP, kept on disk, and fetched by POP3 and IMAP.",
            ".. and a line that begins with dots arrives as it was written.",
            "");
    }

    /** The sender's mail program hands the message in (RFC 6409). */
    void submit(InetSocketAddress submission) throws IOException {
        story.chapter("submit", submission.getPort());
        try (var wire = new Wire(submission, story)) {
            story.explain("greeting");
            wire.reply("220");
            story.explain("ehlo");
            wire.send("EHLO laptop.example.com");
            wire.reply("250");
            story.explain("auth");
            wire.send("AUTH PLAIN " + base64("\0" + SENDER + "\0" + PASSWORD));
            wire.reply("235");
            story.explain("mail");
            wire.send("MAIL FROM:<" + SENDER + "> BODY=8BITMIME");
            wire.reply("250");
            story.explain("rcpt");
            wire.send("RCPT TO:<" + RECIPIENT + ">");
            wire.reply("250");
            story.explain("data");
            wire.send("DATA");
            wire.reply("354");
            for (String line : message.split("\r\n")) {
                wire.send(line.startsWith(".") ? "." + line : line); // RFC 5321 4.5.2
            }
            story.explain("dot");
            wire.send(".");
            wire.reply("250");
            story.explain("promise");
            wire.send("QUIT");
            wire.reply("221");
        }
    }

    /** The recipient downloads it (RFC 1939). */
    void download(InetSocketAddress pop3) throws IOException {
        story.chapter("download", pop3.getPort());
        try (var wire = new Wire(pop3, story)) {
            story.explain("pop3-greeting");
            wire.expect("+OK");
            story.explain("user");
            wire.send("USER " + RECIPIENT);
            wire.expect("+OK");
            wire.send("PASS " + PASSWORD);
            wire.expect("+OK");
            story.explain("stat");
            wire.send("STAT");
            String newest = wire.expect("+OK ").split(" ")[1];
            story.explain("uidl");
            wire.send("UIDL " + newest);
            wire.expect("+OK " + newest + " ");
            story.explain("retr");
            wire.send("RETR " + newest);
            wire.expect("+OK");
            compare("POP3", wire.multiLine());
            story.explain("pop3-quit");
            wire.send("QUIT");
            wire.expect("+OK");
        }
    }

    /** The recipient's other mail program syncs it (RFC 9051). */
    void sync(InetSocketAddress imap) throws IOException {
        story.chapter("sync", imap.getPort());
        try (var wire = new Wire(imap, story)) {
            story.explain("imap-greeting");
            wire.expect("* OK");
            story.explain("login");
            wire.send("a1 LOGIN " + RECIPIENT + " " + PASSWORD);
            wire.tagged("a1");
            story.explain("select");
            wire.send("a2 SELECT INBOX");
            wire.tagged("a2");
            story.explain("envelope");
            wire.send("a3 FETCH * (UID FLAGS ENVELOPE BODYSTRUCTURE)");
            wire.tagged("a3");
            story.explain("body");
            wire.send("a4 FETCH * BODY[]");
            compare("IMAP", wire.tagged("a4"));
            story.explain("logout");
            wire.send("a5 LOGOUT");
            wire.tagged("a5");
        }
    }

    /** What the server noted of the message meanwhile. */
    void look(Journeys journeys) throws StoreException {
        story.chapter("journey");
        story.explain("journey-steps", messageId);
        for (Step step : journeys.of(messageId)) {
            story.say("     " + TIME.format(step.at()) + "  " + step.what());
        }
    }

    /** What came back is what was sent, octet for octet, behind the lines that the trip has added on top. */
    private void compare(String protocol, byte[] received) throws IOException {
        if (!new String(received, UTF_8).endsWith("\r\n" + message)) {
            throw new IOException("what " + protocol + " gave back is not the message that was sent");
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
