package posthouse.smtp.command;

import posthouse.common.net.Replies;
import posthouse.smtp.SmtpState;
import posthouse.smtp.SmtpState.Hello;
import posthouse.smtp.wire.BadSyntax;
import posthouse.smtp.wire.Refused;
import posthouse.smtp.wire.Reply;
import posthouse.smtp.wire.SmtpReader;

/** HELO: RFC 5321 4.1.1.1. */
record Helo(String name) implements Command {

    private static final int MAX_DOMAIN = 255; // RFC 5321 4.5.3.1.2

    static Helo parse(SmtpReader in) throws BadSyntax {
        return new Helo(domain(in));
    }

    /**
     * The client's name. RFC 5321 wants a domain or an address literal; too many clients call themselves something else for
     * their mail to be refused over it (RFC 5321 4.1.4), so one word is enough.
     */
    static String domain(SmtpReader in) throws BadSyntax {
        try {
            String name = in.sp().word();
            in.end();
            if (name.length() > MAX_DOMAIN) {
                throw BadSyntax.argument("The name is too long");
            }
            return name;
        } catch (BadSyntax e) {
            throw e.withoutStatus();
        }
    }

    @Override
    public Replies run(SmtpState state) throws Refused {
        greet(state, new Hello(name, false));
        return Reply.plain(250, state.reception().hostname());
    }

    /** Takes the name, unless a filter refuses it; then the client has none. */
    static void greet(SmtpState state, Hello hello) throws Refused {
        state.hello(hello);
        try {
            state.reception().door().greeted(state);
        } catch (Refused e) {
            state.hello(null);
            throw e;
        }
    }
}
