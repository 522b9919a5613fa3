package posthouse.smtp.relay;

import java.io.IOException;
import posthouse.mailstore.QueuedMessage;
import posthouse.smtp.relay.client.Content;

/** What a message's sender wants of TLS on its way: RFC 8689. */
enum TlsWish {
    /** What the domain's policies want. */
    POLICY,
    /** TLS with a good certificate, or not at all: REQUIRETLS. */
    REQUIRED,
    /** The message matters more than TLS does: {@code TLS-Required: No}. */
    OPTIONAL;

    static TlsWish of(QueuedMessage message, Content content) {
        if (message.terms().requireTls() && !message.sender().isNull()) { // RFC 8689 5: a report goes without rather than not at all
            return REQUIRED;
        }
        try {
            return !message.terms().requireTls() && content.isTlsOptional() ? OPTIONAL : POLICY;
        } catch (IOException e) { // sending will tell
            return POLICY;
        }
    }
}
