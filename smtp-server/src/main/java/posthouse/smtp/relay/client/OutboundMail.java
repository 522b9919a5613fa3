package posthouse.smtp.relay.client;

import java.util.List;
import posthouse.common.address.ReversePath;
import posthouse.mailstore.Outgoing.Terms;
import posthouse.mailstore.Outgoing.To;

/**
 * A message as one transaction sends it.
 *
 * @param remaining seconds left of DELIVERBY; meaningless without
 */
public record OutboundMail(ReversePath sender, Terms terms, List<To> recipients, Content content, long remaining) {
}
