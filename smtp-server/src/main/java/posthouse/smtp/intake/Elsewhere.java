package posthouse.smtp.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import posthouse.common.address.EmailAddress;
import posthouse.mailstore.Outgoing;
import posthouse.mailstore.Outgoing.Terms;
import posthouse.mailstore.Outgoing.To;
import posthouse.smtp.MailTransaction;
import posthouse.smtp.Recipient;
import posthouse.smtp.envelope.DeliverBy;
import posthouse.smtp.envelope.Notify;
import posthouse.smtp.envelope.SenderParameters;

/** The envelope of a message for its recipients on other servers, as the queue takes it. */
final class Elsewhere {

    private Elsewhere() {
    }

    /**
     * @param account who submitted it, 0 for nobody here
     * @param added header fields for the top of the message
     * @return one envelope, or none if all recipients are here
     */
    static List<Outgoing> outgoing(MailTransaction transaction, String id, long account, byte[] added) {
        var recipients = new ArrayList<To>();
        for (Recipient recipient : transaction.recipients()) {
            for (EmailAddress address : recipient.elsewhere()) {
                recipients.add(to(address, recipient));
            }
        }
        return recipients.isEmpty() ? List.of()
            : List.of(new Outgoing(transaction.sender(), terms(transaction.parameters(), id, account), recipients, added));
    }

    /** Behind an alias NOTIFY goes along, and ORCPT says whom the sender named: RFC 3461 5.2.7.2. */
    private static To to(EmailAddress address, Recipient recipient) {
        String named = recipient.parameters().originalRecipient().map(o -> o.type() + ';' + o.address())
            .orElse(address.equals(recipient.address()) ? null
                : (recipient.address().isInternational() ? "utf-8;" : "rfc822;") + recipient.address());
        return new To(address, named, recipient.parameters().notifyOn().map(Elsewhere::words).orElse(Set.of()));
    }

    private static Set<Outgoing.Notify> words(Set<Notify> on) {
        return on.isEmpty() ? Set.of(Outgoing.Notify.NEVER) : on.stream().map(n -> Outgoing.Notify.valueOf(n.name())).collect(Collectors.toSet());
    }

    private static Terms terms(SenderParameters said, String id, long account) {
        return new Terms(id, account, said.envelopeId().orElse(null), said.ret().map(r -> Outgoing.Return.valueOf(r.name())).orElse(null),
            said.smtpUtf8(), said.requireTls(), said.priority().orElse(0), said.holdUntil().orElse(null), deliverBy(said));
    }

    private static Optional<Outgoing.DeliverBy> deliverBy(SenderParameters said) {
        return said.by().map(by -> new Outgoing.DeliverBy(Instant.now().plusSeconds(by.seconds()), by.mode() == DeliverBy.Mode.RETURN, by.trace()));
    }
}
