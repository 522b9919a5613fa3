package posthouse.smtp.command;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import posthouse.common.address.AddressLiteral;
import posthouse.common.address.BadAddress;
import posthouse.common.net.Replies;
import posthouse.smtp.SmtpState;
import posthouse.smtp.SmtpState.Hello;
import posthouse.smtp.wire.BadSyntax;
import posthouse.smtp.wire.Refused;
import posthouse.smtp.wire.SmtpReader;

/**
 * XCLIENT, as Postfix defines it: a proxy in front says for which client it acts. The session begins anew, with the greeting, and
 * that client's address counts in limits, logs and Received lines. A login that the proxy vouches for is taken over.
 *
 * @param attributes decoded, by their names in capitals
 */
record Xclient(Map<String, String> attributes) implements Command {

    private static final Set<String> NAMES = Set.of("NAME", "ADDR", "PORT", "PROTO", "HELO", "LOGIN", "DESTADDR", "DESTPORT");
    private static final Set<String> UNKNOWN = Set.of("[UNAVAILABLE]", "[TEMPUNAVAIL]");

    static Xclient parse(SmtpReader in) throws BadSyntax {
        var attributes = new HashMap<String, String>();
        do {
            String word = in.sp().word();
            int equals = word.indexOf('=');
            String name = (equals < 0 ? word : word.substring(0, equals)).toUpperCase(Locale.ROOT);
            if (equals < 0 || !NAMES.contains(name)) {
                throw BadSyntax.argument("XCLIENT wants NAME=, ADDR=, PORT=, PROTO=, HELO= or LOGIN=");
            }
            String value = Xtext.decode(name, word.substring(equals + 1));
            if (!UNKNOWN.contains(value.toUpperCase(Locale.ROOT))) {
                attributes.put(name, value);
            }
        } while (!in.atEnd());
        return new Xclient(attributes);
    }

    /** The line of EHLO; {@code null} for clients that are no such proxy. */
    static String offer(SmtpState state) {
        boolean trusted = state.reception().xclientFrom().include(state.connection().peer().getAddress());
        return trusted ? "XCLIENT NAME ADDR PORT PROTO HELO LOGIN DESTADDR DESTPORT" : null;
    }

    @Override
    public Replies run(SmtpState state) throws BadSyntax, Refused {
        if (offer(state) == null) {
            throw new Refused(550, "5.7.1", "You may not act for others");
        }
        if (state.transaction().isPresent()) {
            throw new Refused(503, "5.5.1", "A mail transaction is under way: RSET first");
        }
        var remote = state.connection().remote();
        var client = new InetSocketAddress(address(remote.getAddress()), port(remote.getPort()));
        var login = attributes.get("LOGIN");
        var account = login == null ? null : state.reception().store().directory().find(login).orElse(null);
        if (login != null && account == null) {
            throw new Refused(550, "5.7.8", "No such account");
        }
        state.connection().isFor(client);
        state.forget();
        if (attributes.containsKey("HELO")) {
            state.hello(new Hello(attributes.get("HELO"), !"SMTP".equalsIgnoreCase(attributes.get("PROTO"))));
        }
        state.login(account);
        return state.greet();
    }

    private InetAddress address(InetAddress before) throws BadSyntax {
        String text = attributes.get("ADDR");
        if (text == null) {
            return before;
        }
        try {
            return AddressLiteral.parse('[' + text + ']');
        } catch (BadAddress e) {
            throw BadSyntax.argument("ADDR= wants 192.0.2.1 or IPV6:2001:db8::1");
        }
    }

    private int port(int before) throws BadSyntax {
        String text = attributes.get("PORT");
        if (text != null && (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535)) {
            throw BadSyntax.argument("PORT= wants a number");
        }
        return text == null ? before : Integer.parseInt(text);
    }
}
