package posthouse.pop3.command;

import posthouse.pop3.wire.Answer;
import posthouse.pop3.wire.BadSyntax;
import posthouse.pop3.wire.Pop3Reader;
import posthouse.pop3.wire.Refused;

/**
 * AUTH: RFC 5034 4.
 *
 * @param initialResponse in base64, {@code =} for an empty one, {@code null} for none
 */
record Auth(String mechanism, String initialResponse) implements Command<Authorization> {

    static Auth parse(Pop3Reader in) throws BadSyntax {
        String mechanism = in.sp().word();
        String response = in.hasMore() ? in.sp().word() : null;
        in.end();
        return new Auth(mechanism, response);
    }

    /** RFC 2449 6.3. */
    static String capability(State state) {
        var mechanisms = state.service().authenticator().mechanisms(state.connection());
        return mechanisms.isEmpty() ? null : "SASL " + String.join(" ", mechanisms);
    }

    @Override
    public Answer run(Authorization state) throws BadSyntax, Refused {
        var exchange = state.service().authenticator().start(mechanism, state.connection());
        if (exchange.isEmpty()) {
            if (mechanism.equalsIgnoreCase("PLAIN") || mechanism.equalsIgnoreCase("LOGIN")) {
                state.requirePlaintext();
            }
            throw new Refused("this mechanism isn't known here, CAPA lists those that are");
        }
        return state.begin(exchange.get(), initialResponse);
    }

    @Override
    public String toString() {
        return "Auth[" + mechanism + "]";
    }
}
