package posthouse.mailstore.mime;

import java.util.List;

/**
 * The envelope structure of RFC 9051 2.3.5. Texts are octets as they stand in the header, one char an octet
 * (ISO-8859-1), unfolded, encoded-words not decoded; {@code null} where the field is absent.
 */
public record EnvelopeStructure(String date, String subject, List<Address> from, List<Address> sender, List<Address> replyTo,
    List<Address> to, List<Address> cc, List<Address> bcc, String inReplyTo, String messageId) {

    /**
     * An address as IMAP tells it (RFC 9051 7.5.2). A group begins with one that has only a mailbox (its name) and no host,
     * and ends with one that has neither.
     *
     * @param name the display name, or {@code null}
     * @param route what stands before the address proper, {@code @one,@two} (obs-route, RFC 5322 4.4), or {@code null}
     * @param mailbox the local part, or the group's name, or {@code null} at a group's end
     * @param host the domain, or {@code null} in a group's markers
     */
    public record Address(String name, String route, String mailbox, String host) {
        public Address(String name, String mailbox, String host) {
            this(name, null, mailbox, host);
        }
    }
}
