package posthouse.smtp.relay.client;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import posthouse.mailstore.Outgoing.DeliverBy;
import posthouse.mailstore.Outgoing.Terms;
import posthouse.mailstore.Outgoing.To;

/** What MAIL and RCPT say beside the address, as far as the other server knows it. */
final class Parameters {

    private Parameters() {
    }

    static String ofMail(OutboundMail mail, RemoteSession session, boolean eightBit, boolean utf8) {
        Terms terms = mail.terms();
        var words = new StringBuilder();
        if (session.offers("SIZE")) {
            words.append(" SIZE=").append(mail.content().size());
        }
        if (eightBit && session.offers("8BITMIME")) {
            words.append(" BODY=8BITMIME"); // RFC 6152 2
        }
        if (utf8) {
            words.append(" SMTPUTF8"); // RFC 6531 3.4
        }
        if (session.offers("DSN")) { // RFC 3461 5.2.1
            words.append(terms.ret() == null ? "" : " RET=" + terms.ret());
            words.append(terms.envId() == null ? "" : " ENVID=" + xtext(terms.envId()));
        }
        if (session.offers("DELIVERBY") && terms.deliverBy().isPresent()) { // RFC 2852 4
            DeliverBy by = terms.deliverBy().get();
            words.append(" BY=").append(mail.remaining()).append(';').append(by.returned() ? 'R' : 'N').append(by.trace() ? "T" : "");
        }
        if (session.offers("MT-PRIORITY") && terms.priority() != 0) {
            words.append(" MT-PRIORITY=").append(terms.priority()); // RFC 6710 4
        }
        return words.append(terms.requireTls() && session.offers("REQUIRETLS") ? " REQUIRETLS" : "").toString(); // RFC 8689 2
    }

    static String ofRcpt(To to, RemoteSession session, boolean utf8) {
        if (!session.offers("DSN")) {
            return "";
        }
        String notify = to.notifyOn().isEmpty() ? ""
            : " NOTIFY=" + to.notifyOn().stream().sorted().map(Enum::name).collect(Collectors.joining(","));
        return notify + (to.orcpt() == null ? "" : " ORCPT=" + originalRecipient(to.orcpt(), utf8));
    }

    /** RFC 3461 4.2; the forms of UTF-8 addresses: RFC 6533 3. */
    private static String originalRecipient(String named, boolean utf8) {
        int semicolon = named.indexOf(';');
        String type = named.substring(0, semicolon);
        String address = named.substring(semicolon + 1);
        if (!type.equalsIgnoreCase("utf-8")) {
            return type + ';' + xtext(address);
        }
        var encoded = new StringBuilder();
        address.codePoints().forEach(c -> {
            if (c > 0x7f && utf8) {
                encoded.appendCodePoint(c);
            } else if (c > 0x7f || c <= ' ' || c == '\\' || c == '+' || c == '=' || c == 0x7f) {
                encoded.append(String.format("\\x{%X}", c));
            } else {
                encoded.append((char) c);
            }
        });
        return type + ';' + encoded;
    }

    /** RFC 3461 4. */
    static String xtext(String text) {
        var encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ' && octet < 0x7f && octet != '+' && octet != '=') {
                encoded.append((char) octet);
            } else {
                encoded.append(String.format("+%02X", octet & 0xff));
            }
        }
        return encoded.toString();
    }
}
