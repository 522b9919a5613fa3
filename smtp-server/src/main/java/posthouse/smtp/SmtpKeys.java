package posthouse.smtp;

import java.time.Duration;
import java.util.List;
import posthouse.common.config.Key;

/** The settings of mail reception. */
public final class SmtpKeys {

    public static final Key<Long> MAX_MESSAGE_SIZE = Key.number("smtp.max-message-size", 52_428_800, 1024, Long.MAX_VALUE,
        "Octets a message may have; announced with SIZE.");
    public static final Key<Long> MAX_RECIPIENTS = Key.number("smtp.max-recipients", 1000, 1, 100_000,
        "Recipients of one message; the client sends the rest in another one. RFC 5321 wants 100 at least.");
    public static final Key<Long> MAX_MESSAGES = Key.number("smtp.max-messages-per-connection", 0, 0, 999_999,
        "Messages a client may send before it must connect again, announced with LIMITS; 0 is any number.");
    public static final Key<Long> MAX_RECEIVED = Key.number("smtp.max-received", 100, 10, 10_000,
        "Received lines after which a message is taken to be in a loop.");
    public static final Key<Long> MAX_FAILED_COMMANDS = Key.number("smtp.max-failed-commands", 10, 1, 1_000_000,
        "Failed commands in a row after which the connection is closed.");
    public static final Key<Long> MAX_COMMAND_LINE = Key.number("smtp.max-command-line", 2048, 512, 65_536,
        "Octets of a command line.");
    public static final Key<Long> MAX_SASL_LINE = Key.number("smtp.max-sasl-line", 16_384, 12_288, 65_536,
        "Octets of a line of a SASL exchange.");
    public static final Key<Duration> IDLE_LIMIT = Key.time("smtp.idle-limit",
        Duration.ofMinutes(5), Duration.ofSeconds(1), Duration.ofHours(1),
        "How long a client may be silent. RFC 5321 wants 5 minutes at least.");
    public static final Key<Duration> DATA_LIMIT = Key.time("smtp.data-limit",
        Duration.ofMinutes(10), Duration.ofSeconds(1), Duration.ofHours(24),
        "How long a message may take to arrive, and a second more for each 4 KiB of it.");

    public static final Key<List<String>> CLEANED_LINE_ENDS = Key.list("smtp.clean-line-ends-from", List.of(),
        "Addresses and networks of old devices: a bare CR or LF from there is made CRLF; from elsewhere it is refused.");
    public static final Key<List<String>> XCLIENT_FROM = Key.list("smtp.xclient-from", List.of(),
        "Addresses and networks of proxies that may say with XCLIENT for which client they act.");
    public static final Key<Duration> GREETING_DELAY = Key.time("smtp.greeting-delay", Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1),
        "How long a client on the port smtp must wait for the greeting; who talks before it is turned away. 0s is off.");
    // Clients on this machine may: printf ... | nc is how people try a server, and nobody else can be meant.
    public static final Key<String> EARLY_TALKERS = Key.choice("smtp.early-talkers", "remote", List.of("remote", "all", "none"),
        "Which clients on the port smtp are turned away with 554 if their commands are there before the greeting: those of other machines, all, none.");
    public static final Key<String> VRFY = Key.choice("smtp.vrfy", "252", List.of("252", "off"),
        "VRFY is answered with 252, which says neither yes nor no, or is off.");
    public static final Key<String> EXPN = Key.choice("smtp.expn", "off", List.of("off", "users", "anyone"),
        "Who may ask with EXPN whom an alias leads to.");
    public static final Key<List<String>> NO_SOLICITING = Key.list("smtp.no-soliciting", List.of(),
        "Kinds of advertisements that are refused where they say so themselves, announced with NO-SOLICITING: \"org.example:ADV\".");
    public static final Key<Long> CONNECTION_RATE = Key.number("smtp.connections-per-minute", 0, 0, 1_000_000,
        "Connections to the SMTP ports from one address in a minute; 0 is any number.");
    public static final Key<Long> MESSAGE_RATE = Key.number("smtp.messages-per-minute", 0, 0, 1_000_000,
        "Messages from one address in a minute; 0 is any number.");
    public static final Key<Long> SUBMITTED_MESSAGES = Key.number("submission.messages-per-hour", 0, 0, 1_000_000,
        "Messages an account may send in an hour; 0 is any number.");
    public static final Key<Long> SUBMITTED_RECIPIENTS = Key.number("submission.recipients-per-hour", 0, 0, 1_000_000,
        "Recipients an account may send to in an hour; 0 is any number.");
    public static final Key<List<String>> IDENTITIES = Key.list("submission.identities", List.of(),
        "Addresses accounts may send from besides their own and their aliases: \"alice@example.org sales@example.com *@example.net\".");
    public static final Key<Boolean> REFUSE_NULL_MX = Key.flag("smtp.refuse-null-mx", false,
        "Whether mail from other servers is refused whose sender's domain says in the DNS that it takes none (RFC 7505).");

    private SmtpKeys() {
    }

    public static List<Key<?>> all() {
        return List.of(MAX_MESSAGE_SIZE, MAX_RECIPIENTS, MAX_MESSAGES, MAX_RECEIVED, MAX_FAILED_COMMANDS, MAX_COMMAND_LINE, MAX_SASL_LINE,
            IDLE_LIMIT, DATA_LIMIT, CLEANED_LINE_ENDS, XCLIENT_FROM, GREETING_DELAY, EARLY_TALKERS, VRFY, EXPN,
            NO_SOLICITING, CONNECTION_RATE, MESSAGE_RATE, SUBMITTED_MESSAGES, SUBMITTED_RECIPIENTS, IDENTITIES, REFUSE_NULL_MX);
    }
}
