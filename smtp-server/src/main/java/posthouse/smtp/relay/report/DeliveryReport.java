package posthouse.smtp.relay.report;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import posthouse.mailstore.Incoming;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.Outgoing.Return;
import posthouse.mailstore.QueuedMessage;
import posthouse.mailstore.StoreException;
import posthouse.smtp.relay.report.Reported.Action;

/** Writes one report to a sender: multipart/report (RFC 6522 3) with delivery status (RFC 3464), or their forms in UTF-8 (RFC 6533). */
public final class DeliveryReport {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final long RETURNED_WHOLE = 64 << 10; // without RET; with RET=FULL it is up to the next limit
    private static final long RETURNED_AT_ALL = 10 << 20;
    private static final int MAX_HEADER = 64 << 10;
    private static final int BLOCK = 64 << 10;
    private static final int LINE = 900; // RFC 5322 2.1.1 allows 998

    private final String hostname;
    private final List<String> languages;

    /** @param languages of the plain words, in their order: {@code en}, {@code zh} */
    public DeliveryReport(String hostname, List<String> languages) {
        this.hostname = hostname;
        this.languages = List.copyOf(languages);
    }

    /** Whether the report needs SMTPUTF8 on its way. */
    public static boolean isInternational(QueuedMessage message, List<Reported> recipients) {
        return message.sender().localPart().chars().anyMatch(c -> c > 0x7f)
            || recipients.stream().anyMatch(r -> r.to().address().isInternational());
    }

    /**
     * Writes it; the caller sends it to the message's reverse-path from {@code <>}.
     *
     * @param original {@code null} if it can't be read
     */
    public void write(QueuedMessage message, List<Reported> recipients, MessageBody original, Instant now, Incoming to) throws StoreException {
        boolean utf8 = isInternational(message, recipients);
        String boundary = "=_" + UUID.randomUUID().toString().replace("-", "");
        Action main = recipients.get(0).action();
        boolean failed = recipients.stream().anyMatch(r -> r.action() == Action.FAILED);
        boolean whole = failed && original != null && message.terms().ret() != Return.HDRS && !message.terms().requireTls() // RFC 8689 5
            && original.size() <= (message.terms().ret() == Return.FULL ? RETURNED_AT_ALL : RETURNED_WHOLE);
        var words = new PlainWords(hostname, languages);
        var text = new StringBuilder();
        text.append("From: Mail Delivery System <MAILER-DAEMON@").append(hostname).append(">\r\n")
            .append("To: ").append(bare(message.sender().toString())).append("\r\n")
            .append("Subject: ").append(subject(failed ? Action.FAILED : main)).append("\r\n")
            .append("Date: ").append(DATE.format(now)).append("\r\n")
            .append("Message-ID: <").append(UUID.randomUUID()).append('@').append(hostname).append(">\r\n")
            .append("Auto-Submitted: auto-replied\r\n") // RFC 3834 5
            .append("MIME-Version: 1.0\r\n")
            .append("Content-Type: multipart/report; report-type=").append(utf8 ? "global-delivery-status" : "delivery-status")
            .append(";\r\n\tboundary=\"").append(boundary).append("\"\r\n\r\n")
            .append("--").append(boundary).append("\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n")
            .append(words.of(message, recipients))
            .append("\r\n--").append(boundary).append("\r\nContent-Type: message/").append(utf8 ? "global-delivery-status" : "delivery-status")
            .append("\r\n").append(utf8 ? "Content-Transfer-Encoding: 8bit\r\n" : "").append("\r\n");
        status(text, message, recipients, now);
        if (original == null) {
            add(to, text.append("\r\n--").append(boundary).append("--\r\n").toString());
            return;
        }
        text.append("\r\n--").append(boundary).append("\r\nContent-Type: ")
            .append(whole ? utf8 ? "message/global" : "message/rfc822" : utf8 ? "message/global-headers" : "text/rfc822-headers")
            .append("\r\nContent-Transfer-Encoding: 8bit\r\n\r\n");
        add(to, text.toString());
        if (whole) {
            copy(original, original.size(), to);
        } else {
            header(original, to);
        }
        add(to, "\r\n--" + boundary + "--\r\n");
    }

    private static String subject(Action action) {
        return switch (action) {
            case FAILED -> "Your message could not be delivered";
            case DELAYED -> "Your message is delayed";
            case DELIVERED -> "Your message was delivered";
            case RELAYED -> "Your message was passed on";
        };
    }

    /** RFC 3464 2.2 and 2.3. */
    private void status(StringBuilder text, QueuedMessage message, List<Reported> recipients, Instant now) {
        if (message.terms().envId() != null) {
            field(text, "Original-Envelope-Id", message.terms().envId());
        }
        field(text, "Reporting-MTA", "dns; " + hostname);
        field(text, "Arrival-Date", DATE.format(message.arrival()));
        for (Reported each : recipients) {
            text.append("\r\n");
            if (each.to().orcpt() != null) {
                field(text, "Original-Recipient", each.to().orcpt().replaceFirst(";", "; "));
            }
            field(text, "Final-Recipient", (each.to().address().isInternational() ? "utf-8; " : "rfc822; ") + each.to().address());
            field(text, "Action", each.action().name().toLowerCase(Locale.ROOT));
            field(text, "Status", each.status());
            if (!each.host().isEmpty()) {
                field(text, "Remote-MTA", "dns; " + each.host());
            }
            if (!each.text().isEmpty()) {
                field(text, "Diagnostic-Code", (each.remote() ? "smtp; " : "X-Posthouse; ") + each.text());
            }
            field(text, "Last-Attempt-Date", DATE.format(now));
            if (each.action() == Action.DELAYED && each.retriedUntil() != null) {
                field(text, "Will-Retry-Until", DATE.format(each.retriedUntil()));
            }
        }
    }

    /** A value came from elsewhere: it stays on its line. */
    private static void field(StringBuilder text, String name, String value) {
        String safe = value.replaceAll("\\p{Cntrl}", "?");
        text.append(name).append(": ").append(safe.length() > LINE ? safe.substring(0, LINE) : safe).append("\r\n");
    }

    private static String bare(String path) {
        return path.substring(1, path.length() - 1);
    }

    private static void add(Incoming to, String text) throws StoreException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        to.write(octets, 0, octets.length);
    }

    private static void copy(MessageBody from, long size, Incoming to) throws StoreException {
        var block = new byte[(int) Math.min(BLOCK, Math.max(1, size))];
        for (long position = 0; position < size; ) {
            int read = from.read(position, block, 0, (int) Math.min(block.length, size - position));
            to.write(block, 0, read);
            position += read;
        }
    }

    private static void header(MessageBody from, Incoming to) throws StoreException {
        var block = new byte[(int) Math.min(MAX_HEADER, from.size())];
        int read = from.read(0, block, 0, block.length);
        var header = new ByteArrayOutputStream(read);
        int column = 0;
        for (int i = 0; i < read; i++) {
            if (block[i] == '\n' && column == 0) {
                break;
            }
            header.write(block[i]);
            column = block[i] == '\n' ? 0 : block[i] == '\r' ? column : column + 1;
        }
        byte[] octets = header.toByteArray();
        int end = octets.length > 0 && octets[octets.length - 1] == '\r' ? octets.length - 1 : octets.length; // of the empty line
        to.write(octets, 0, end);
    }
}
