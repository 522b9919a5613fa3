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
     * @return one envelope for those that were named, and one for each that leads elsewhere; none if all recipients are here
     */
    static List<Outgoing> outgoing(MailTransaction transaction, String id, long account, byte[] added) {
        Terms terms = terms(transaction.parameters(), id, account);
        var named = new ArrayList<To>();
        var all = new ArrayList<Outgoing>();
        for (Recipient recipient : transaction.recipients()) {
            if (leadsElsewhere(recipient)) {
                var targets = recipient.elsewhere().stream().map(address -> to(address, recipient)).toList();
                all.add(new Outgoing(transaction.sender(), terms, targets, TraceLines.deliveredTo(recipient, added)));
            } else {
                recipient.elsewhere().forEach(address -> named.add(to(address, recipient)));
            }
        }
        if (!named.isEmpty()) {
            all.add(0, new Outgoing(transaction.sender(), terms, named, added));
        }
        return all;
    }

    /** Whether an alias or an account that forwards its mail was named. */
    private static boolean leadsElsewhere(Recipient recipient) {
        return recipient.elsewhere().stream().anyMatch(address -> !address.equals(recipient.address()));
    }

    /** Whether an address leads both to a mailbox here and elsewhere: what waited for the mailbox would go elsewhere a second time. */
    static boolean isForked(MailTransaction transaction) {
        return transaction.recipients().stream().anyMatch(recipient -> !recipient.accounts().isEmpty() && !recipient.elsewhere().isEmpty());
    }

    /** The envelope for mailboxes here that have no room for it: a recipient for each copy, so that nobody else gets it twice. */
    static Outgoing later(MailTransaction transaction, String id, long account, byte[] added) {
        var recipients = new ArrayList<To>();
        for (Recipient recipient : transaction.recipients()) {
            recipient.accounts().forEach(mailbox -> recipients.add(to(recipient.accounts().size() == 1 ? recipient.address() : mailbox.address(), recipient)));
        }
        return new Outgoing(transaction.sender(), terms(transaction.parameters(), id, account), recipients, added);
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
