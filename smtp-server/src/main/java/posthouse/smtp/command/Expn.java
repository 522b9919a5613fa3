package posthouse.smtp.command;

import java.util.Optional;
import posthouse.common.address.BadAddress;
import posthouse.common.address.EmailAddress;
import posthouse.common.net.Replies;
import posthouse.mailstore.Directory.Alias;
import posthouse.smtp.SmtpState;
import posthouse.smtp.wire.BadSyntax;
import posthouse.smtp.wire.Refused;
import posthouse.smtp.wire.Reply;
import posthouse.smtp.wire.SmtpReader;

/** EXPN: RFC 5321 4.1.1.7. Off unless {@code smtp.expn} says who may ask: lists of members are worth something (RFC 5321 7.3). */
record Expn(String name) implements Command {

    static Expn parse(SmtpReader in) throws BadSyntax {
        return new Expn(in.string().strip());
    }

    /** The line of EHLO; {@code null} where this client may not ask. */
    static String offer(SmtpState state) {
        String who = state.reception().limits().expn();
        return who.equals("anyone") || who.equals("users") && state.login().isPresent() ? "EXPN" : null;
    }

    @Override
    public Replies run(SmtpState state) throws Refused {
        if (offer(state) == null) {
            throw new Refused(502, "5.5.1", "EXPN isn't done here"); // RFC 5321 3.5.2
        }
        var alias = address(state).flatMap(address -> alias(state, address))
            .orElseThrow(() -> new Refused(550, "5.1.1", "No such mailing list here")); // RFC 5321 3.5.1
        return Reply.of(250, "2.1.5", alias.targets().stream().map(target -> "<" + target + ">").toArray(String[]::new));
    }

    private static Optional<Alias> alias(SmtpState state, EmailAddress address) {
        var canonical = address.canonical();
        return state.reception().store().directory().aliases().stream()
            .filter(alias -> canonical.localPart().equals(alias.localPart()) && canonical.domain().equals(alias.domain())).findFirst();
    }

    /** With or without angle brackets; without a domain, the one at home here. */
    private Optional<EmailAddress> address(SmtpState state) {
        String bare = name.startsWith("<") && name.endsWith(">") ? name.substring(1, name.length() - 1) : name;
        try {
            if (bare.indexOf('@') >= 0) {
                return Optional.of(EmailAddress.parse(bare));
            }
            var home = state.reception().home();
            return home.isEmpty() ? Optional.empty() : Optional.of(EmailAddress.parse(bare + "@" + home.get()));
        } catch (BadAddress e) {
            return Optional.empty();
        }
    }
}
