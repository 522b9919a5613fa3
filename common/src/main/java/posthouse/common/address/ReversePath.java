package posthouse.common.address;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Whom bounces of a message go to (RFC 5321 4.1.2 Reverse-path): {@code <>} or a mailbox. The mailbox may be at an address
 * literal, and its local part may be as long as the path allows: bounce addresses that carry the recipient's are longer
 * than 64 octets, and RFC 5321 4.5.3.1 asks not to refuse them for that.
 *
 * @param localPart without quotes; empty for {@code <>}
 * @param domain empty for {@code <>} and for an address literal
 */
public record ReversePath(String localPart, Optional<Domain> domain, Optional<InetAddress> literal) {

    /** {@code <>}: of bounces, which must never bounce themselves (RFC 5321 4.5.5). */
    public static final ReversePath NULL = new ReversePath("", Optional.empty(), Optional.empty());

    /** Reads the path with its angle brackets; a source route is dropped. */
    public static ReversePath parse(String text) throws BadAddress {
        String content = Path.content(text);
        if (content.isEmpty()) {
            return NULL;
        }
        Path path = Path.parse(content, 256);
        return new ReversePath(path.localPart(), path.domain(), path.literal());
    }

    public boolean isNull() {
        return localPart.isEmpty();
    }

    /** The mailbox, unless the path is {@code <>} or names a host by its address. */
    public Optional<EmailAddress> address() {
        return domain.map(d -> new EmailAddress(localPart, d));
    }

    /** As it goes over the wire, in angle brackets, without a source route. */
    @Override
    public String toString() {
        return isNull() ? "<>" : '<' + new Path(localPart, domain, literal).mailbox() + '>';
    }
}
