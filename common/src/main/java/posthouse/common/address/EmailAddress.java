package posthouse.common.address;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/**
 * A mailbox at a domain (RFC 5321 4.1.2). The local part is kept unquoted, as the sender spelled it but in NFC; two
 * addresses are the same person if their {@link #canonical()} forms are equal.
 *
 * @param localPart 1 to 64 octets (RFC 5321 4.5.3.1.1), without the quotes that it may need on the wire
 */
public record EmailAddress(String localPart, Domain domain) implements Comparable<EmailAddress> {

    static final int MAX_LOCAL_PART = 64;

    /** Reads {@code local@domain}; the local part may be a quoted string. */
    public static EmailAddress parse(String text) throws BadAddress {
        int at = text.lastIndexOf('@');
        if (at < 0) {
            throw new BadAddress("'" + text + "' has no @");
        }
        return new EmailAddress(localPart(text.substring(0, at), MAX_LOCAL_PART), Domain.parse(text.substring(at + 1)));
    }

    static String localPart(String text, int maxOctets) throws BadAddress {
        String local = Normalizer.normalize(text, Normalizer.Form.NFC);
        if (local.length() >= 2 && local.startsWith("\"") && local.endsWith("\"")) {
            local = unquoted(local.substring(1, local.length() - 1));
        } else if (!isDotString(local)) {
            throw new BadAddress("'" + text + "' is no local part");
        }
        int octets = local.getBytes(StandardCharsets.UTF_8).length;
        if (octets == 0 || octets > maxOctets) {
            throw new BadAddress("a local part has 1 to " + maxOctets + " octets, this one " + octets);
        }
        return local;
    }

    private static String unquoted(String content) throws BadAddress {
        var plain = new StringBuilder();
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (c == '"' || c == '\\' && ++i == content.length()) {
                throw new BadAddress("the quoted local part isn't closed");
            }
            char kept = content.charAt(i);
            if (kept < ' ' || kept == 0x7f) {
                throw new BadAddress("a local part has no control characters");
            }
            plain.append(kept);
        }
        return plain.toString();
    }

    /** RFC 5321 4.1.2 Dot-string, with the UTF-8 of RFC 6531 3.3. */
    private static boolean isDotString(String text) {
        if (text.isEmpty() || text.startsWith(".") || text.endsWith(".") || text.contains("..")) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '.' && !isAtext(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAtext(int c) {
        return c >= 0xa0 || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "!#$%&'*+-/=?^_`{|}~".indexOf(c) >= 0;
    }

    /** The form that is looked up: local part in lower case (a local part is compared without case here). */
    public EmailAddress canonical() {
        return new EmailAddress(localPart.toLowerCase(Locale.ROOT), domain);
    }

    /** Whether it needs SMTPUTF8 on the wire (RFC 6531). */
    public boolean isInternational() {
        return localPart.chars().anyMatch(c -> c > 0x7f);
    }

    @Override
    public int compareTo(EmailAddress other) {
        int byDomain = domain.compareTo(other.domain);
        return byDomain != 0 ? byDomain : localPart.compareTo(other.localPart);
    }

    /** As it goes over the wire: quoted where it must be. */
    @Override
    public String toString() {
        return written(localPart) + '@' + domain;
    }

    static String written(String localPart) {
        return isDotString(localPart) ? localPart : '"' + localPart.replaceAll("([\"\\\\])", "\\\\$1") + '"';
    }
}
