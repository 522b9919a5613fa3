package posthouse.smtp.envelope;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What MAIL said beside the reverse-path.
 *
 * @param size of SIZE, or 0 (RFC 1870 6)
 * @param smtpUtf8 whether the message and its addresses may be in UTF-8 (RFC 6531 3.4)
 * @param ret of RET (RFC 3461 4.3)
 * @param envelopeId of ENVID, decoded (RFC 3461 4.4)
 * @param by of BY (RFC 2852)
 * @param holdUntil of HOLDFOR and HOLDUNTIL (RFC 4865 4)
 * @param priority of MT-PRIORITY, -9 to 9 (RFC 6710 4)
 * @param requireTls whether it goes on over TLS or not at all (RFC 8689 2)
 * @param solicitations keywords of SOLICIT: what kind of advertisement it is (RFC 3865 2.2)
 */
public record SenderParameters(long size, Body body, boolean smtpUtf8, Optional<Ret> ret, Optional<String> envelopeId, Optional<DeliverBy> by,
    Optional<Instant> holdUntil, OptionalInt priority, boolean requireTls, List<String> solicitations) {
}
