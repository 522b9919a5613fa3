package posthouse.smtp.envelope;

import java.util.Optional;
import java.util.Set;

/**
 * What RCPT said beside the forward-path.
 *
 * @param notifyOn of NOTIFY (RFC 3461 4.1): empty if nothing was said, an empty set for NEVER
 */
public record RecipientParameters(Optional<Set<Notify>> notifyOn, Optional<OriginalRecipient> originalRecipient) {

    public static final RecipientParameters NONE = new RecipientParameters(Optional.empty(), Optional.empty());
}
