package posthouse.smtp.command;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import posthouse.common.address.EmailAddress;
import posthouse.common.address.ForwardPath;
import posthouse.common.net.Replies;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Directory.Resolution;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.StoreException;
import posthouse.smtp.MailTransaction;
import posthouse.smtp.Recipient;
import posthouse.smtp.SmtpPolicy;
import posthouse.smtp.SmtpState;
import posthouse.smtp.envelope.Notify;
import posthouse.smtp.envelope.RecipientParameters;
import posthouse.smtp.wire.BadSyntax;
import posthouse.smtp.wire.Refused;
import posthouse.smtp.wire.Reply;
import posthouse.smtp.wire.SmtpReader;

/**
 * RCPT: RFC 5321 4.1.1.3. Who has logged in may send to any domain; for others a recipient is
 * here, or is refused.
 *
 * @param ascii whether the whole line is US-ASCII
 */
record Rcpt(ForwardPath path, boolean ascii, RecipientParameters parameters) implements TransactionCommand, AtOnce {

    static Rcpt parse(SmtpReader in) throws BadSyntax {
        var path = in.sp().label("TO:").forwardPath();
        return new Rcpt(path, in.isAscii(), RcptParameters.read(in.parameters()));
    }

    @Override
    public boolean isShort(SmtpState state) {
        MailStore store = state.reception().store();
        return !state.reception().door().mayWait() && address(state).map(store.directory()::resolve)
            .filter(resolution -> !(resolution instanceof Resolution.Found found) || found.accounts().stream().allMatch(a -> store.knowsRoom(a.id()))).isPresent();
    }

    @Override
    public Replies run(SmtpState state, MailTransaction transaction) throws Refused, StoreException {
        if (!ascii && !transaction.parameters().smtpUtf8()) {
            throw new Refused(553, "5.6.7", "Such an address needs SMTPUTF8"); // RFC 6531 3.5
        }
        if (transaction.message() != null) {
            throw new Refused(503, "5.5.1", "BDAT has begun: nobody else can be added"); // RFC 3030 2
        }
        if (transaction.recipients().size() >= state.reception().limits().recipients()) {
            throw new Refused(452, "4.5.3", "Too many recipients, send to the others in another transaction"); // RFC 5321 4.5.3.1.10
        }
        var address = address(state).orElseThrow(() -> elsewhere(state, "Mail to address literals isn't sent"));
        var found = found(state, address);
        checkRoom(state.reception().store(), found.accounts(), transaction.parameters().size());
        var recipient = isQueued(state, transaction, parameters) ? new Recipient(address, parameters, List.of(), List.of(address), null)
            : new Recipient(address, parameters, found.accounts(), found.elsewhere(), found.detail());
        state.reception().door().recipient(state, transaction, recipient);
        transaction.add(recipient);
        return Reply.of(250, "2.1.5", "Recipient ok");
    }

    /** What is for later (RFC 4865 3), or is to be reported on (RFC 3461 5.2.3), is delivered by the queue, also to mailboxes here. */
    private static boolean isQueued(SmtpState state, MailTransaction transaction, RecipientParameters parameters) {
        return state.reception().hasQueue() && (transaction.parameters().holdUntil().filter(Instant.now()::isBefore).isPresent()
            || parameters.notifyOn().filter(on -> on.contains(Notify.SUCCESS)).isPresent());
    }

    /** The mailbox at its domain: {@code <postmaster>} and this host's own address mean the domain at home here. */
    private Optional<EmailAddress> address(SmtpState state) {
        boolean here = path.isPostmaster() || path.literal().filter(state.connection().local().getAddress()::equals).isPresent();
        return here ? state.reception().home().map(home -> new EmailAddress(path.localPart(), home)) : path.address();
    }

    private static Resolution.Found found(SmtpState state, EmailAddress address) throws Refused {
        var resolution = state.reception().store().directory().resolve(address);
        boolean sent = state.reception().hasQueue();
        if (resolution instanceof Resolution.NotLocal) {
            if (sent && state.login().isPresent() && state.policy() != SmtpPolicy.LMTP) {
                return new Resolution.Found(List.of(), List.of(address), null);
            }
            throw elsewhere(state, "Mail to other servers isn't sent from here");
        }
        if (!(resolution instanceof Resolution.Found found) || found.accounts().isEmpty() && found.elsewhere().isEmpty()) {
            throw new Refused(550, "5.1.1", "No such user here");
        }
        if (!found.elsewhere().isEmpty() && !sent) { // what can be delivered in part only is not accepted: nobody would be told
            throw new Refused(550, "5.7.1", "This address leads to other servers, and mail to them isn't sent from here");
        }
        return found;
    }

    /** Only who has logged in learns more than that nothing is relayed. */
    private static Refused elsewhere(SmtpState state, String reason) {
        return switch (state.policy()) {
            case LMTP -> new Refused(550, "5.1.2", "No such domain here");
            default -> new Refused(550, "5.7.1", state.login().isPresent() ? reason : "Relay access denied");
        };
    }

    /** A full mailbox is told here, before the message is sent for nothing; what SIZE said counts as well (RFC 1870 6.1). */
    private static void checkRoom(MailStore store, List<Account> accounts, long size) throws Refused, StoreException {
        for (Account account : accounts) {
            if (!store.hasRoom(account.id(), Math.max(size, 1))) {
                throw new Refused(452, "4.2.2", "Mailbox is full");
            }
        }
    }
}
