package posthouse.smtp;

import java.util.Optional;
import posthouse.common.net.Connection;
import posthouse.common.net.Replies;
import posthouse.common.sasl.Credentials.Login;
import posthouse.smtp.wire.LineReader;
import posthouse.smtp.wire.Refused;
import posthouse.smtp.wire.Reply;

/** What is known of a client and its conversation: what commands read and change. Used by one thread at a time. */
public final class SmtpState {

    private final Reception reception;
    private final Connection connection;
    private LineReader lines;
    private Hello hello;
    private Login login;
    private MailTransaction transaction;
    private int transactions;
    private boolean suspect;
    private Continuation continuation;

    SmtpState(Reception reception, Connection connection) {
        this.reception = reception;
        this.connection = connection;
        this.lines = new LineReader(cleansLineEnds());
    }

    /** Whether this client may end lines with a bare CR or LF. */
    public boolean cleansLineEnds() {
        return reception.cleanedLineEnds().include(connection.remote().getAddress());
    }

    public Reception reception() {
        return reception;
    }

    public SmtpPolicy policy() {
        return reception.policy();
    }

    public Connection connection() {
        return connection;
    }

    /** Takes lines off the input: one for all, since what is left of a line that was too long is dropped whoever reads next. */
    public LineReader lines() {
        return lines;
    }

    /** How the client introduced itself, if it did. */
    public Optional<Hello> hello() {
        return Optional.ofNullable(hello);
    }

    /** HELO, EHLO, LHLO: the client has a name, and what it had begun is forgotten (RFC 5321 4.1.4). */
    public void hello(Hello greeting) {
        hello = greeting;
        endTransaction();
    }

    /** Who has logged in. */
    public Optional<Login> login() {
        return Optional.ofNullable(login);
    }

    public void login(Login who) {
        login = who;
    }

    public Optional<MailTransaction> transaction() {
        return Optional.ofNullable(transaction);
    }

    public void begin(MailTransaction begun) {
        transaction = begun;
        if (suspect) {
            begun.quarantine();
        }
    }

    /** What this client sends goes where its recipients keep their junk. */
    public void suspect() {
        suspect = true;
    }

    /** One more MAIL, whatever becomes of it. @return how many there have been */
    public int countTransaction() {
        return ++transactions;
    }

    /** The transaction is over, done or not. */
    public void endTransaction() {
        if (transaction != null) {
            transaction.end();
            transaction = null;
        }
    }

    /** What takes the next octets; empty where the next thing is a command. */
    Optional<Continuation> continuation() {
        return Optional.ofNullable(continuation);
    }

    /** @param next {@code null} if the next thing is a command */
    public void continueWith(Continuation next) {
        continuation = next;
    }

    /** The greeting, or a filter's refusal in its place; then the connection closes (RFC 5321 3.1). */
    public Replies greet() {
        try {
            reception.door().connected(this);
        } catch (Refused e) {
            return e.reply().then(Replies.Then.CLOSE);
        }
        return Reply.plain(220, reception.hostname() + " " + reception.policy().greeting() + " Posthouse");
    }

    /** RFC 3207 4.2: after STARTTLS nothing counts that was said before; nor after XCLIENT. */
    public void forget() {
        lines = new LineReader(cleansLineEnds());
        hello = null;
        login = null;
        endTransaction();
        continuation = null;
    }

    /**
     * How a client introduced itself.
     *
     * @param extended whether by EHLO or LHLO
     */
    public record Hello(String name, boolean extended) {
    }
}
