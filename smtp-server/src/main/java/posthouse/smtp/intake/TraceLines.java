package posthouse.smtp.intake;

import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSession;
import posthouse.common.address.AddressLiteral;
import posthouse.common.address.ReversePath;
import posthouse.smtp.MailTransaction;
import posthouse.smtp.Recipient;
import posthouse.smtp.SmtpPolicy;
import posthouse.smtp.SmtpState;
import posthouse.smtp.SmtpState.Hello;
import posthouse.smtp.wire.MailDate;

/** The lines that reception puts in front of a message: RFC 5321 4.4. */
final class TraceLines {

    private static final Pattern NOT_IN_A_DOMAIN = Pattern.compile("[^A-Za-z0-9._:\\[\\]-]");

    private TraceLines() {
    }

    /** The Received line, which all recipients' copies share; so it names a recipient only if there is one (RFC 5321 7.6). */
    static byte[] received(SmtpState state, MailTransaction transaction, String id) {
        var line = new StringBuilder(256);
        line.append("Received: from ").append(domain(state.hello().map(Hello::name).orElse("unknown")))
            .append(" (").append(AddressLiteral.of(state.connection().remote().getAddress())).append(")\r\n\tby ")
            .append(state.reception().hostname()).append(" with ").append(with(state, transaction)).append(" id ").append(id);
        if (transaction.recipients().size() == 1) {
            line.append("\r\n\tfor <").append(transaction.recipients().get(0).address()).append('>');
        }
        state.connection().tls().map(SSLSession::getCipherSuite) // RFC 8314 4.3
            .ifPresent(suite -> line.append("\r\n\ttls ").append(suite));
        line.append(";\r\n\t").append(MailDate.write(ZonedDateTime.now())).append("\r\n");
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A copy's own lines. @param added what filters add to them */
    static byte[] prefix(ReversePath sender, Recipient recipient, byte[] added) {
        return joined("Return-Path: " + sender + "\r\nDelivered-To: " + recipient.address() + "\r\n", added);
    }

    /** What is sent on tells whom it was for here: {@link posthouse.smtp.filter.LoopCheck} knows it again. */
    static byte[] deliveredTo(Recipient recipient, byte[] added) {
        return joined("Delivered-To: " + recipient.address() + "\r\n", added);
    }

    private static byte[] joined(String text, byte[] added) {
        byte[] lines = text.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(lines, lines.length + added.length);
        System.arraycopy(added, 0, all, lines.length, added.length);
        return all;
    }

    /** What the client calls itself, with nothing in it that would end the clause or begin a comment. */
    private static String domain(String name) {
        return NOT_IN_A_DOMAIN.matcher(name).replaceAll("?");
    }

    /** The protocol's name: RFC 3848, RFC 6531 4.3. */
    private static String with(SmtpState state, MailTransaction transaction) {
        boolean lmtp = state.policy() == SmtpPolicy.LMTP;
        boolean secure = state.connection().tls().isPresent();
        boolean authenticated = state.login().isPresent();
        if (!lmtp && !secure && !authenticated && !state.hello().map(Hello::extended).orElse(false)) {
            return "SMTP";
        }
        String protocol = transaction.parameters().smtpUtf8() ? lmtp ? "UTF8LMTP" : "UTF8SMTP" : lmtp ? "LMTP" : "ESMTP";
        return protocol + (secure ? "S" : "") + (authenticated ? "A" : "");
    }
}
