package posthouse.smtp.command;

import java.util.Set;
import java.util.Locale;
import posthouse.common.net.Replies;
import posthouse.smtp.SmtpState;
import posthouse.smtp.SmtpState.Hello;
import posthouse.smtp.wire.BadSyntax;
import posthouse.smtp.wire.Refused;
import posthouse.smtp.wire.SmtpReader;

/**
 * AUTH: RFC 4954 4. What follows the 334 is {@link SaslDialogue}'s.
 *
 * @param initialResponse in base64, {@code null} for none; {@code =} for one without octets
 */
record Auth(String mechanism, String initialResponse) implements Command {

    private static final Set<String> PLAINTEXT = Set.of("PLAIN", "LOGIN");

    static Auth parse(SmtpReader in) throws BadSyntax {
        String mechanism = in.sp().word();
        String initial = in.atEnd() ? null : in.sp().word();
        in.end();
        return new Auth(mechanism, initial);
    }

    /** The line of EHLO: the mechanisms this client may use now; {@code null} where there are none. */
    static String offer(SmtpState state) {
        if (state.login().isPresent() || !state.policy().offersLogin()) {
            return null;
        }
        var mechanisms = state.reception().authenticator().mechanisms(state.connection());
        return mechanisms.isEmpty() ? null : "AUTH " + String.join(" ", mechanisms);
    }

    @Override
    public Replies run(SmtpState state) throws Refused {
        if (state.login().isPresent()) {
            throw new Refused(503, "5.5.1", "You are logged in already");
        }
        if (state.transaction().isPresent()) {
            throw new Refused(503, "5.5.1", "Not during a mail transaction");
        }
        if (!state.hello().map(Hello::extended).orElse(false)) {
            throw new Refused(503, "5.5.1", "EHLO first");
        }
        var authenticator = state.reception().authenticator();
        var exchange = authenticator.start(mechanism, state.connection());
        if (exchange.isEmpty()) {
            boolean secret = PLAINTEXT.contains(mechanism.toUpperCase(Locale.ROOT)) && !authenticator.allowsPlaintext(state.connection());
            throw secret
                ? new Refused(538, "5.7.11", "Encryption is required for this mechanism: STARTTLS first")
                : new Refused(504, "5.5.4", "Mechanism isn't offered here");
        }
        return new SaslDialogue(state, exchange.get()).begin(initialResponse);
    }
}
