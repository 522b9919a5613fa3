package posthouse.smtp.command;

import static posthouse.smtp.command.CommandTable.Need.HELLO;
import static posthouse.smtp.command.CommandTable.Need.LOGIN;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import posthouse.common.net.Replies;
import posthouse.mailstore.StoreException;
import posthouse.smtp.SmtpPolicy;
import posthouse.smtp.SmtpState;
import posthouse.smtp.wire.BadSyntax;
import posthouse.smtp.wire.Refused;
import posthouse.smtp.wire.SmtpReader;

/** The contents page: every command, where it is known, what it needs, where it is read, and what EHLO promises of it. */
public final class CommandTable {

    /** What must have happened before. */
    enum Need {
        /** HELO, EHLO or LHLO. */
        HELLO,
        /** A login, where the policy wants one. */
        LOGIN
    }

    private static final Set<SmtpPolicy> ALL = EnumSet.allOf(SmtpPolicy.class);
    private static final Set<SmtpPolicy> SMTP = EnumSet.of(SmtpPolicy.RELAY_IN, SmtpPolicy.SUBMISSION);
    private static final Set<SmtpPolicy> USERS = EnumSet.of(SmtpPolicy.SUBMISSION);
    private static final Set<SmtpPolicy> LMTP = EnumSet.of(SmtpPolicy.LMTP);

    private static final List<Spec> TABLE = List.of(
        spec("HELO", SMTP, Helo::parse, "HELO domain"),                                     // RFC 5321 4.1.1.1
        spec("EHLO", SMTP, Ehlo::parse, "EHLO domain or [address]")                         // RFC 5321 4.1.1.1
            .promises("PIPELINING")                                                         // RFC 2920
            .promises("ENHANCEDSTATUSCODES"),                                               // RFC 2034
        spec("LHLO", LMTP, Ehlo::parse, "LHLO domain or [address]")                         // RFC 2033 4.1
            .promises("PIPELINING")
            .promises("ENHANCEDSTATUSCODES"),
        spec("STARTTLS", SMTP, StartTls::parse, "STARTTLS")                                 // RFC 3207 4
            .promises(state -> StartTls.isOffered(state) ? "STARTTLS" : null),
        spec("AUTH", SMTP, Auth::parse, "AUTH mechanism [initial-response]", HELLO)         // RFC 4954 4
            .promises(Auth::offer),
        spec("XCLIENT", ALL, Xclient::parse, null)
            .promises(Xclient::offer),
        spec("MAIL", ALL, Mail::parse, "MAIL FROM:<address> [SIZE=octets] [BODY=7BIT|8BITMIME|BINARYMIME] [SMTPUTF8] [AUTH=<address>]",
            HELLO, LOGIN)                                                                   // RFC 5321 4.1.1.2
            .promises(state -> "SIZE " + state.reception().limits().messageSize(), "SIZE")  // RFC 1870
            .promises("8BITMIME", "BODY")                                                   // RFC 6152
            .promises("BINARYMIME")                                                         // RFC 3030 3
            .promises("SMTPUTF8", "SMTPUTF8")                                               // RFC 6531
            .promises(CommandTable::limits)                                                 // RFC 9422
            .promises(CommandTable::noSoliciting, "SOLICIT")                                // RFC 3865
            .takes("AUTH")                                                                  // RFC 4954 5
            .promises(queued(state -> "DSN"), "RET", "ENVID")                               // RFC 3461
            .promises(queued(state -> "DELIVERBY"), "BY")                                   // RFC 2852
            .promises(queued(CommandTable::futureRelease), "HOLDFOR", "HOLDUNTIL")                 // RFC 4865
            .promises(queued(state -> "MT-PRIORITY"), "MT-PRIORITY")                  // RFC 6710
            .promises(queued(state -> state.connection().tls().isPresent() ? "REQUIRETLS" : null), "REQUIRETLS"), // RFC 8689
        spec("RCPT", ALL, Rcpt::parse, "RCPT TO:<address>", LOGIN)                          // RFC 5321 4.1.1.3
            .takes(queued(state -> "DSN"), "NOTIFY", "ORCPT"),                              // RFC 3461 4.1, 4.2
        spec("DATA", ALL, Data::parse, "DATA", LOGIN),                                      // RFC 5321 4.1.1.4
        spec("BDAT", ALL, Bdat::parse, "BDAT size [LAST]")                                  // RFC 3030 2
            .promises("CHUNKING"),
        spec("BURL", USERS, Burl::parse, "BURL url [LAST]", LOGIN)                          // RFC 4468 3
            .promises(Burl::offer),
        spec("RSET", ALL, Rset::parse, "RSET"),                                             // RFC 5321 4.1.1.5
        spec("VRFY", ALL, Vrfy::parse, "VRFY address", LOGIN)                               // RFC 5321 4.1.1.6
            .promises(Vrfy::offer),
        spec("EXPN", ALL, Expn::parse, "EXPN list", LOGIN)                                  // RFC 5321 4.1.1.7
            .promises(Expn::offer),
        spec("ETRN", SMTP, Etrn::parse, "ETRN domain", HELLO)                               // RFC 1985
            .promises(queued(state -> state.login().isPresent() ? "ETRN" : null)),
        spec("HELP", ALL, Help::parse, "HELP [command]")                                    // RFC 5321 4.1.1.8
            .promises("HELP"),
        spec("NOOP", ALL, Noop::parse, "NOOP"),                                             // RFC 5321 4.1.1.9
        spec("QUIT", ALL, Quit::parse, "QUIT"),                                             // RFC 5321 4.1.1.10
        hidden("GET", NotMail::parse),
        hidden("HEAD", NotMail::parse),
        hidden("POST", NotMail::parse),
        hidden("PUT", NotMail::parse),
        hidden("OPTIONS", NotMail::parse),
        hidden("CONNECT", NotMail::parse));

    private static final Map<String, Spec> BY_NAME = TABLE.stream().collect(Collectors.toUnmodifiableMap(Spec::name, spec -> spec));

    private CommandTable() {
    }

    /** A command line that was read. */
    public static final class Ready {
        private final Command command;
        private final SmtpState state;
        private final boolean isShort;

        private Ready(Command command, SmtpState state, boolean isShort) {
            this.command = command;
            this.state = state;
            this.isShort = isShort;
        }

        public Replies run() throws BadSyntax, Refused, StoreException {
            return command.run(state);
        }

        /** Whether it waits for nothing. */
        public boolean isShort() {
            return isShort;
        }
    }

    /** Reads a command line. */
    public static Ready read(String line, SmtpState state) {
        try {
            Command command = parse(line, state);
            return new Ready(command, state, command instanceof AtOnce atOnce && atOnce.isShort(state));
        } catch (BadSyntax | Refused e) {
            return new Ready(same -> fail(e), state, true);
        } catch (RuntimeException e) {
            return new Ready(same -> {
                throw e;
            }, state, false);
        }
    }

    private static Replies fail(Exception e) throws BadSyntax, Refused {
        if (e instanceof BadSyntax bad) {
            throw bad;
        }
        throw (Refused) e;
    }

    private static Command parse(String line, SmtpState state) throws BadSyntax, Refused {
        var in = new SmtpReader(line);
        Spec spec = BY_NAME.get(in.verb());
        if (spec == null) {
            throw BadSyntax.line("Unknown command");
        }
        if (!spec.policies.contains(state.policy())) {
            throw new Refused(502, "5.5.1", spec.name + " isn't offered here");
        }
        if (spec.needs.contains(HELLO) && state.hello().isEmpty()) {
            throw new Refused(503, "5.5.1", state.policy() == SmtpPolicy.LMTP ? "LHLO first" : "EHLO first"); // RFC 5321 4.1.4
        }
        if (spec.needs.contains(LOGIN)) {
            checkLogin(state);
        }
        in.know(keyword -> spec.takes(keyword, state));
        return spec.parser.parse(in);
    }

    static void checkLogin(SmtpState state) throws Refused {
        if (state.policy().needsLogin() && state.login().isEmpty()) {
            throw loginNeeded(state);
        }
    }

    /** RFC 4954 6; RFC 3207 4 where a password may not cross the connection as it is. */
    private static Refused loginNeeded(SmtpState state) {
        boolean passwords = state.reception().authenticator().allowsPlaintext(state.connection());
        boolean startTls = !passwords && StartTls.isOffered(state);
        return new Refused(530, "5.7.0", startTls ? "Must issue a STARTTLS command first" : "Authentication required");
    }

    /** What EHLO and LHLO announce to this client now. */
    static List<String> extensions(SmtpState state) {
        return TABLE.stream().filter(spec -> spec.policies.contains(state.policy())).flatMap(spec -> spec.promises.stream())
            .filter(Promise::announced).map(promise -> promise.line.apply(state)).filter(line -> line != null).toList();
    }

    /** The commands that HELP lists. */
    static List<String> names(SmtpState state) {
        return TABLE.stream().filter(spec -> spec.syntax != null && spec.policies.contains(state.policy())).map(Spec::name).toList();
    }

    /** How a command is written. */
    static Optional<String> syntax(String name, SmtpState state) {
        return Optional.ofNullable(BY_NAME.get(name.toUpperCase(Locale.ROOT)))
            .filter(spec -> spec.policies.contains(state.policy())).map(Spec::syntax);
    }

    /**
     * A line as logs may have it: without what follows AUTH and its mechanism, and without a lone word that is no command,
     * since it may be a password for an AUTH that was refused.
     */
    public static String masked(String line) {
        int space = line.indexOf(' ');
        String verb = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
        if (verb.equals("AUTH")) {
            int second = line.indexOf(' ', space + 1);
            return space < 0 || second < 0 ? line : line.substring(0, second) + " ***";
        }
        return space < 0 && line.length() >= 8 && !BY_NAME.containsKey(verb) ? "***" : line;
    }

    private static Spec spec(String name, Set<SmtpPolicy> policies, Command.Parser parser, String syntax, Need... needs) {
        return new Spec(name, policies, parser, syntax, Set.of(needs), List.of());
    }

    private static Spec hidden(String name, Command.Parser parser) {
        return spec(name, ALL, parser, null);
    }

    /** RFC 9422 4. */
    private static String limits(SmtpState state) {
        var limits = state.reception().limits();
        return "LIMITS " + (limits.messages() > 0 ? "MAILMAX=" + limits.messages() + " " : "") + "RCPTMAX=" + limits.recipients();
    }

    /** RFC 3865 2.1: the kinds that are refused; nothing is asked of senders where none is. */
    private static String noSoliciting(SmtpState state) {
        var refused = state.reception().limits().noSoliciting();
        return refused.isEmpty() ? null : "NO-SOLICITING " + String.join(",", refused);
    }

    /** What makes sense only where mail is sent on: the queue acts on it. */
    private static Function<SmtpState, String> queued(Function<SmtpState, String> line) {
        return state -> state.reception().hasQueue() && state.policy() != SmtpPolicy.LMTP ? line.apply(state) : null;
    }

    /** RFC 4865 3: for users only; how long a message may be held, and until when at the latest. */
    private static String futureRelease(SmtpState state) {
        var latest = Instant.now().plusSeconds(MailParameters.MAX_HOLD_SECONDS).truncatedTo(ChronoUnit.SECONDS);
        return state.policy() == SmtpPolicy.SUBMISSION ? "FUTURERELEASE " + MailParameters.MAX_HOLD_SECONDS + " " + latest : null;
    }

    /**
     * One line of the table.
     *
     * @param syntax for HELP, {@code null} if it isn't listed there
     */
    private record Spec(String name, Set<SmtpPolicy> policies, Command.Parser parser, String syntax, Set<Need> needs, List<Promise> promises) {

        Spec promises(String extension, String... parameters) {
            return promises(state -> extension, parameters);
        }

        /** @param extension a line of the EHLO answer, {@code null} where it isn't offered now; @param parameters what comes with it */
        Spec promises(Function<SmtpState, String> extension, String... parameters) {
            return with(new Promise(extension, true, Set.of(parameters)));
        }

        /** Parameters of an extension that another line announces, or of one that need not be announced any more. */
        Spec takes(Function<SmtpState, String> extension, String... parameters) {
            return with(new Promise(extension, false, Set.of(parameters)));
        }

        Spec takes(String... parameters) {
            return takes(state -> "", parameters);
        }

        private Spec with(Promise promise) {
            var more = new ArrayList<>(promises);
            more.add(promise);
            return new Spec(name, policies, parser, syntax, needs, List.copyOf(more));
        }

        /** Whether this client may use this parameter now. */
        boolean takes(String keyword, SmtpState state) {
            return promises.stream().anyMatch(promise -> promise.parameters.contains(keyword) && promise.line.apply(state) != null);
        }
    }

    private record Promise(Function<SmtpState, String> line, boolean announced, Set<String> parameters) {
    }
}
