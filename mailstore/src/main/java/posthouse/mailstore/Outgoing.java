package posthouse.mailstore;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import posthouse.common.address.EmailAddress;
import posthouse.common.address.ReversePath;

/**
 * A message's envelope for other servers, as it goes into the {@link OutboundQueue}.
 *
 * @param prefix lines in front of the shared octets, for this way out only; may be empty
 */
public record Outgoing(ReversePath sender, Terms terms, List<To> recipients, byte[] prefix) {

    public Outgoing {
        recipients = List.copyOf(recipients);
    }

    /** When a recipient's sender wants to hear of it (RFC 3461 4.1); none of these: as servers always did, of failure and delay. */
    public enum Notify {
        NEVER, SUCCESS, FAILURE, DELAY
    }

    /** How much of the message comes back with a notice of failure (RFC 3461 4.3). */
    public enum Return {
        FULL, HDRS
    }

    /**
     * @param orcpt ORCPT's value as it was given ({@code rfc822;bob@example.org}, xtext decoded), or {@code null} (RFC 3461 4.2)
     */
    public record To(EmailAddress address, String orcpt, Set<Notify> notifyOn) {

        public To {
            notifyOn = Set.copyOf(notifyOn);
        }

        /** As it is without any wish of the sender. */
        public static To of(EmailAddress address) {
            return new To(address, null, Set.of());
        }

        public boolean wants(Notify what) {
            return notifyOn.isEmpty() ? what == Notify.FAILURE || what == Notify.DELAY : notifyOn.contains(what);
        }
    }

    /**
     * What MAIL said besides the sender.
     *
     * @param journey the id of the message on its journey: in its Received line and in the logs
     * @param account who submitted it, 0 for nobody here
     * @param envId ENVID, xtext decoded, or {@code null} (RFC 3461 4.4)
     * @param ret RET, or {@code null} where it was not said
     * @param smtpUtf8 whether addresses or header are in UTF-8 (RFC 6531)
     * @param requireTls every hop must use TLS with a certificate that is verified (RFC 8689)
     * @param priority -9 to 9, 0 is normal (RFC 6710)
     * @param holdUntil not to be sent before (RFC 4865), or {@code null}
     * @param deliverBy by when it must be delivered (RFC 2852)
     */
    public record Terms(String journey, long account, String envId, Return ret, boolean smtpUtf8, boolean requireTls, int priority,
        Instant holdUntil, Optional<DeliverBy> deliverBy) {

        /** Nothing special. */
        public static Terms plain(String journey, long account) {
            return new Terms(journey, account, null, null, false, false, 0, null, Optional.empty());
        }

        public Terms withSmtpUtf8(boolean needed) {
            return new Terms(journey, account, envId, ret, needed, requireTls, priority, holdUntil, deliverBy);
        }
    }

    /**
     * DELIVERBY (RFC 2852 4).
     *
     * @param returned whether the message comes back after that time (mode R), or its sender is only told (mode N)
     * @param trace whether each hop reports that it has passed it on
     */
    public record DeliverBy(Instant until, boolean returned, boolean trace) {
    }
}
