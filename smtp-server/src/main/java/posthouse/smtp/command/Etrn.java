package posthouse.smtp.command;

import java.util.List;
import posthouse.common.address.BadAddress;
import posthouse.common.address.Domain;
import posthouse.common.net.Replies;
import posthouse.mailstore.OutboundQueue;
import posthouse.mailstore.StoreException;
import posthouse.smtp.SmtpState;
import posthouse.smtp.wire.BadSyntax;
import posthouse.smtp.wire.Refused;
import posthouse.smtp.wire.Reply;
import posthouse.smtp.wire.SmtpReader;

/** ETRN: RFC 1985 5. Has mail tried that waits for a domain; for those who have logged in, since it makes work. */
record Etrn(Domain domain) implements Command {

    private static final int PAGE = 500;

    static Etrn parse(SmtpReader in) throws BadSyntax {
        String node = in.sp().word();
        in.end();
        try {
            return new Etrn(Domain.parse(node.startsWith("@") ? node.substring(1) : node));
        } catch (BadAddress e) {
            throw BadSyntax.argument(e.getMessage());
        }
    }

    @Override
    public Replies run(SmtpState state) throws Refused, StoreException {
        if (!state.reception().hasQueue()) {
            throw new Refused(502, "5.5.1", "ETRN isn't offered here");
        }
        if (state.login().isEmpty()) {
            throw new Refused(459, "4.7.0", "Node " + domain + " not allowed: log in first");
        }
        if (state.transaction().isPresent()) {
            throw new Refused(503, "5.5.1", "A mail transaction is under way: RSET first");
        }
        OutboundQueue queue = state.reception().store().queue();
        int count = 0;
        for (List<Long> some = queue.ofDomain(domain.name(), 0, PAGE); !some.isEmpty();
            some = queue.ofDomain(domain.name(), some.get(some.size() - 1), PAGE)) {
            queue.retry(some, false);
            count += some.size();
        }
        return count == 0 ? Reply.of(251, "2.0.0", "OK, no messages waiting for node " + domain)
            : Reply.of(253, "2.0.0", "OK, " + count + " pending messages for node " + domain + " started");
    }
}
