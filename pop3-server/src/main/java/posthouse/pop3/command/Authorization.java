package posthouse.pop3.command;

import java.util.Base64;
import java.util.function.Consumer;
import posthouse.common.net.Connection;
import posthouse.common.net.Replies;
import posthouse.common.sasl.Credentials.Login;
import posthouse.common.sasl.SaslExchange;
import posthouse.common.sasl.SaslStep;
import posthouse.mailstore.StoreException;
import posthouse.pop3.wire.Answer;
import posthouse.pop3.wire.BadSyntax;
import posthouse.pop3.wire.Refused;
import posthouse.pop3.wire.Reply;
import posthouse.pop3.wire.ResponseCode;
import posthouse.pop3.wire.Speech;
import posthouse.pop3.wire.Text;

/** The AUTHORIZATION state (RFC 1939 4): the client has to say who it is. */
public final class Authorization implements State {

    private static final byte[] NOTHING = {};

    private final Service service;
    private final Connection connection;
    private final Speech speech;
    private final Consumer<Transaction> next;
    private final String timestamp;
    private String name;
    private SaslExchange exchange;
    private Login proved;

    /**
     * @param timestamp of the greeting, for APOP; {@code null} where that is switched off
     * @param next takes the state that follows once a login has succeeded
     */
    public Authorization(Service service, Connection connection, Speech speech, String timestamp, Consumer<Transaction> next) {
        this.service = service;
        this.connection = connection;
        this.speech = speech;
        this.timestamp = timestamp;
        this.next = next;
    }

    @Override
    public Service service() {
        return service;
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public Speech speech() {
        return speech;
    }

    /** Passwords don't cross a connection where others may read them. */
    void requirePlaintext() throws Refused {
        if (!service.authenticator().allowsPlaintext(connection)) {
            throw new Refused(ResponseCode.SYS_PERM, connection.canStartTls()
                ? "no passwords without TLS, send STLS first" : "no passwords without TLS");
        }
    }

    /** APOP came. */
    String requireTimestamp() throws Refused {
        if (timestamp == null) {
            throw new Refused(ResponseCode.SYS_PERM, "APOP is switched off here");
        }
        return timestamp;
    }

    /** USER came. */
    void named(String user) {
        name = user;
    }

    /** PASS came: the name is good for one attempt. */
    String takeName() throws Refused {
        if (name == null) {
            throw new Refused("send USER first");
        }
        String user = name;
        name = null;
        return user;
    }

    /** AUTH came. */
    Answer begin(SaslExchange begun, String initialResponse) throws BadSyntax {
        byte[] response = initialResponse == null ? null : initialResponse.equals("=") ? NOTHING : decoded(initialResponse);
        exchange = begun;
        return new Answer.Later<>(begun.respond(response), this::step);
    }

    /** Whether the next line is a response to a mechanism's challenge and no command. */
    public boolean awaitsResponse() {
        return exchange != null;
    }

    /** The client's answer to a challenge (RFC 5034 4). */
    public Answer response(String line) throws BadSyntax, Refused, StoreException {
        if (line.equals("*")) {
            exchange = null;
            throw new Refused("authentication cancelled");
        }
        try {
            byte[] response = decoded(line);
            return proved == null ? new Answer.Later<>(exchange.respond(response), this::step) : acknowledged(response);
        } catch (BadSyntax e) {
            exchange = null;
            throw e;
        }
    }

    private static byte[] decoded(String base64) throws BadSyntax {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new BadSyntax("that isn't base64");
        }
    }

    private Reply step(SaslStep step) throws Refused, StoreException {
        if (step instanceof SaslStep.Challenge challenge) {
            return Reply.challenge(challenge.octets());
        } else if (step instanceof SaslStep.Success success && success.additional() != null) {
            proved = success.login(); // RFC 5034 4: +OK has no room for it, so it is a challenge with an empty response
            return Reply.challenge(success.additional());
        }
        exchange = null;
        return loggedIn(step);
    }

    private Reply acknowledged(byte[] response) throws BadSyntax, Refused, StoreException {
        exchange = null;
        Login login = proved;
        proved = null;
        if (response.length > 0) {
            throw new BadSyntax("an empty response was expected");
        }
        return enter(login);
    }

    /** The end of an exchange, or of the check of a password. */
    Reply loggedIn(SaslStep step) throws Refused, StoreException {
        if (step instanceof SaslStep.Failure failure) {
            throw new Refused(code(failure.reason()), failure.text());
        }
        return enter(((SaslStep.Success) step).login());
    }

    /** RFC 3206 4 and 5. */
    private static ResponseCode code(SaslStep.Reason reason) {
        return switch (reason) {
            case CREDENTIALS, AUTHORIZATION -> ResponseCode.AUTH;
            case TEMPORARY -> ResponseCode.SYS_TEMP;
            case MALFORMED, CANCELLED -> null;
        };
    }

    private Reply enter(Login login) throws Refused, StoreException {
        Maildrop maildrop = service.maildrops().open(login, speech.isUtf8());
        next.accept(new Transaction(service, connection, speech, login.identity(), maildrop));
        return Reply.ok("%s's maildrop has %s (%d octets)", login.identity(), Text.messages(maildrop.count()), maildrop.octets());
    }

    /** RFC 1939 4: there is nothing to update. */
    @Override
    public Reply quit() {
        return Reply.ok("%s POP3 server signing off", service.hostname()).then(Replies.Then.CLOSE);
    }

    @Override
    public void close() {
        exchange = null;
    }
}
