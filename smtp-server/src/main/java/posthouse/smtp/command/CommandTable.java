package posthouse.smtp.command;

import static posthouse.smtp.command.CommandTable.Need.HELLO;
import static posthouse.smtp.command.CommandTable.Need.LOGIN;

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
        spec("MAIL", ALL, Mail::parse, "MAIL FROM:<address> [SIZE=octets] [BODY=7BIT|8BITMIME] [SMTPUTF8] [AUTH=<address>]",
            HELLO, LOGIN)                                                                   // RFC 5321 4.1.1.2
            .promises(state -> "SIZE " + state.reception().limits().messageSize())          // RFC 1870
            .promises("8BITMIME")                                                           // RFC 6152
            .promises("SMTPUTF8"),                                                          // RFC 6531
        spec("RCPT", ALL, Rcpt::parse, "RCPT TO:<address>", LOGIN),                         // RFC 5321 4.1.1.3
        spec("DATA", ALL, Data::parse, "DATA", LOGIN),                                      // RFC 5321 4.1.1.4
        spec("RSET", ALL, Rset::parse, "RSET"),                                             // RFC 5321 4.1.1.5
        spec("VRFY", ALL, Vrfy::parse, "VRFY address", LOGIN),                              // RFC 5321 4.1.1.6
        spec("EXPN", ALL, Expn::parse, "EXPN list: not done here", LOGIN),                  // RFC 5321 4.1.1.7
        spec("HELP", ALL, Help::parse, "HELP [command]")                                    // RFC 5321 4.1.1.8
            .promises("HELP"),
        spec("NOOP", ALL, Noop::parse, "NOOP"),                                             // RFC 5321 4.1.1.9
        spec("QUIT", ALL, Quit::parse, "QUIT"),                                             // RFC 5321 4.1.1.10
        hidden("BDAT", Bdat::parse),                                                        // RFC 3030 2
        hidden("GET", NotMail::parse),
        hidden("HEAD", NotMail::parse),
        hidden("POST", NotMail::parse),
        hidden("PUT", NotMail::parse),
        hidden("OPTIONS", NotMail::parse),
        hidden("CONNECT", NotMail::parse));

    private static final Map<String, Spec> BY_NAME = TABLE.stream().collect(Collectors.toUnmodifiableMap(Spec::name, spec -> spec));

    private CommandTable() {
    }

    /** Reads a command line and does what it says. */
    public static Replies run(String line, SmtpState state) throws BadSyntax, Refused, StoreException {
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
        if (spec.needs.contains(LOGIN) && state.policy().needsLogin() && state.login().isEmpty()) {
            throw loginNeeded(state);
        }
        return spec.parser.parse(in).run(state);
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
            .map(promise -> promise.apply(state)).filter(line -> line != null).toList();
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

    /**
     * One line of the table.
     *
     * @param syntax for HELP, {@code null} if it isn't listed there
     * @param promises lines of the EHLO answer, {@code null} where it isn't offered now
     */
    private record Spec(String name, Set<SmtpPolicy> policies, Command.Parser parser, String syntax, Set<Need> needs,
        List<Function<SmtpState, String>> promises) {

        Spec promises(String extension) {
            return promises(state -> extension);
        }

        Spec promises(Function<SmtpState, String> extension) {
            var more = new ArrayList<>(promises);
            more.add(extension);
            return new Spec(name, policies, parser, syntax, needs, List.copyOf(more));
        }
    }
}
