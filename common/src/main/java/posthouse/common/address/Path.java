package posthouse.common.address;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What both paths of RFC 5321 4.1.2 are made of: {@code "<" [ A-d-l ":" ] Local-part "@" ( Domain / address-literal ) ">"}. */
record Path(String localPart, Optional<Domain> domain, Optional<InetAddress> literal) {

    private static final int MAX_OCTETS = 256; // RFC 5321 4.5.3.1.3

    /** The text between the angle brackets of {@code text}. */
    static String content(String text) throws BadAddress {
        if (text.length() < 2 || text.charAt(0) != '<' || text.charAt(text.length() - 1) != '>') {
            throw new BadAddress("an address stands in angle brackets");
        }
        if (text.length() > MAX_OCTETS || text.getBytes(StandardCharsets.UTF_8).length > MAX_OCTETS) {
            throw new BadAddress("a path has at most " + MAX_OCTETS + " octets");
        }
        return text.substring(1, text.length() - 1);
    }

    /**
     * Reads {@code local@domain}, with or without a source route in front.
     *
     * @param maxLocalPart octets the local part may have
     */
    static Path parse(String content, int maxLocalPart) throws BadAddress {
        String mailbox = withoutRoute(content);
        int at = mailbox.lastIndexOf('@');
        if (at < 0) {
            throw new BadAddress("the address has no @");
        }
        String local = EmailAddress.localPart(mailbox.substring(0, at), maxLocalPart);
        String host = mailbox.substring(at + 1);
        return host.startsWith("[")
            ? new Path(local, Optional.empty(), Optional.of(AddressLiteral.parse(host)))
            : new Path(local, Optional.of(Domain.parse(host)), Optional.empty());
    }

    /** RFC 5321 4.1.2: a source route must be accepted, should not be made, and is dropped (appendix C). */
    private static String withoutRoute(String content) throws BadAddress {
        if (!content.startsWith("@")) {
            return content;
        }
        int colon = content.indexOf(':');
        if (colon < 0) {
            throw new BadAddress("the source route has no end");
        }
        for (String hop : content.substring(0, colon).split(",", -1)) {
            if (!hop.startsWith("@")) {
                throw new BadAddress("the source route is no list of @domains");
            }
            Domain.parse(hop.substring(1));
        }
        return content.substring(colon + 1);
    }


    /** Without the angle brackets. */
    String mailbox() {
        return EmailAddress.written(localPart) + '@' + domain.map(Domain::name).orElseGet(() -> AddressLiteral.of(literal.orElseThrow()));
    }
}
