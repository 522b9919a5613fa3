package posthouse.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a {@code given} line makes true. An address makes its account (password {@code secret}) and its domain, a mailbox
 * name makes the mailbox.
 * <pre>
 * given domain example.org
 * given postmaster alice@example.org
 * given alice@example.org
 * given alice@example.org with password other
 * given APOP secret tanstaaf for alice@example.org
 * given alice@example.org with 3 messages in INBOX
 * given alice@example.org with messages of 120 200 octets in INBOX
 * given mailbox Sent Items of alice@example.org
 * given mailbox Old of alice@example.org for \Archive
 * given message in INBOX of alice@example.org
 *     Subject: lines of the message
 *
 *     each with CRLF
 * given message hello in INBOX of alice@example.org flags \Seen $Work dated 2024-01-01T00:00:00Z
 *     Subject: this one makes the names hello-uid, hello-size and hello-id known
 * given message in INBOX of alice@example.org behind Received: by example.org with UTF8SMTP
 *     Subject: the line above is this copy's own, as reception writes them
 * given flags \Seen \Deleted on 1:2 in INBOX of alice@example.org
 * given 1:2 expunged from INBOX of alice@example.org
 * given alias sales@example.org for alice@example.org bob@example.org
 * given alias @example.org for alice@example.org
 * given quota of 1000 octets and 10 messages for alice@example.org
 * given setting smtp.max-message-size=1000
 * given starttls
 * given tls
 * </pre>
 * The last three are read by {@link Transcript}: they say how the server is started. 1:2 are UIDs; those of a new mailbox
 * begin with 1.
 */
interface Given {

    /** Makes it so, and tells the values of {@link #names}. */
    Map<String, String> apply(TestServer server) throws Exception;

    /** The names it makes known. */
    default Set<String> names() {
        return Set.of();
    }

    /** @param text the indented lines below it */
    static Optional<Given> parse(String line, List<String> text) {
        for (Kind kind : Kind.ALL) {
            var matcher = kind.pattern.matcher(line);
            if (matcher.matches()) {
                return Optional.of(kind.make.apply(matcher.toMatchResult(), text));
            }
        }
        return Optional.empty();
    }

    /** What changes the store and has no value to tell. */
    @FunctionalInterface
    interface Effect {
        void on(TestServer server) throws Exception;
    }

    private static Given that(Effect effect) {
        return server -> {
            effect.on(server);
            return Map.of();
        };
    }

    /** One form of the line. */
    record Kind(Pattern pattern, BiFunction<MatchResult, List<String>, Given> make) {

        private static final String OF = " of (\\S+@\\S+)";
        private static final List<Kind> ALL = List.of(
            kind("domain (\\S+)", m -> s -> StoreSetup.domain(s, m.group(1))),
            kind("postmaster (\\S+@\\S+)", m -> s -> StoreSetup.postmaster(s, m.group(1))),
            kind("(\\S+@\\S+)", m -> s -> s.account(m.group(1))),
            kind("(\\S+@\\S+) with password (.+)", m -> s -> s.account(m.group(1), m.group(2))),
            kind("APOP secret (\\S+) for (\\S+@\\S+)",
                m -> s -> s.store().directory().setApopSecret(s.account(m.group(2)).address(), m.group(1))),
            kind("(\\S+@\\S+) with (\\d+) messages? in (.+)",
                m -> s -> s.append(s.mailbox(m.group(1), m.group(3)), Integer.parseInt(m.group(2)))),
            kind("(\\S+@\\S+) with messages? of ([\\d ]+) octets in (.+)",
                m -> s -> StoreSetup.sizes(s.mailbox(m.group(1), m.group(3)), s, m.group(2))),
            kind("mailbox (.+?)" + OF + "(?: for (.+))?", m -> s -> StoreSetup.mailbox(s, m.group(2), m.group(1), m.group(3))),
            new Kind(Pattern.compile("message(?: ([a-z][a-z0-9-]*))? in (.+?)" + OF + "(?: flags (.+?))?(?: dated (\\S+))?(?: behind (.+))?"),
                GivenMessage::new),
            kind("flags (.+) on (\\S+) in (.+?)" + OF,
                m -> s -> StoreSetup.flags(s.mailbox(m.group(4), m.group(3)), m.group(2), m.group(1))),
            kind("(\\S+) expunged from (.+?)" + OF,
                m -> s -> s.mailbox(m.group(3), m.group(2)).expunge(StoreSetup.uids(m.group(1)), false)),
            kind("alias (\\S*)@(\\S+) for (.+)", m -> s -> StoreSetup.alias(s, m.group(1), m.group(2), m.group(3))),
            kind("quota of (\\d+) octets and (\\d+) messages for (\\S+)",
                m -> s -> StoreSetup.quota(s, m.group(3), Long.parseLong(m.group(1)), Long.parseLong(m.group(2)))));

        private static Kind kind(String pattern, java.util.function.Function<MatchResult, Effect> effect) {
            return new Kind(Pattern.compile(pattern), (match, text) -> that(effect.apply(match)));
        }
    }
}
