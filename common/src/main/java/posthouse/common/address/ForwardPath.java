package posthouse.common.address;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Whom a message goes to (RFC 5321 4.1.2 Forward-path): a mailbox, or {@code <postmaster>}, the only one without a domain.
 *
 * @param localPart without quotes
 * @param domain empty for {@code <postmaster>} and for an address literal
 * @param literal the host's address, where it is named by that
 */
public record ForwardPath(String localPart, Optional<Domain> domain, Optional<InetAddress> literal) {

    /** Reads the path with its angle brackets; a source route is dropped. */
    public static ForwardPath parse(String text) throws BadAddress {
        String content = Path.content(text);
        if (content.equalsIgnoreCase("postmaster")) { // RFC 5321 4.5.1: in any case
            return new ForwardPath(content, Optional.empty(), Optional.empty());
        }
        Path path = Path.parse(content, EmailAddress.MAX_LOCAL_PART);
        return new ForwardPath(path.localPart(), path.domain(), path.literal());
    }

    /** Whether it is {@code <postmaster>}, without a domain. */
    public boolean isPostmaster() {
        return domain.isEmpty() && literal.isEmpty();
    }

    /** The mailbox, unless the path lacks a domain or names a host by its address. */
    public Optional<EmailAddress> address() {
        return domain.map(d -> new EmailAddress(localPart, d));
    }

    /** As it goes over the wire, in angle brackets, without a source route. */
    @Override
    public String toString() {
        return '<' + (isPostmaster() ? localPart : new Path(localPart, domain, literal).mailbox()) + '>';
    }
}
