package posthouse.smtp.relay;

import java.time.Duration;
import java.util.List;
import posthouse.common.config.Key;

/** The settings of mail to other servers. */
public final class RelayKeys {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);

    public static final Key<Boolean> ENABLED = Key.flag("relay.enabled", true,
        "Whether mail to other servers is taken and sent; if not, it is refused.");
    public static final Key<String> SMART_HOST = Key.text("relay.smart-host", null,
        "host:port that all outbound mail goes to, instead of the recipients' MX hosts.");
    public static final Key<String> SMART_HOST_TLS = Key.choice("relay.smart-host-tls", "auto", List.of("auto", "starttls", "implicit", "none"),
        "TLS to the smart host. auto: implicit on port 465, else STARTTLS where it is offered; starttls and implicit want a good certificate.");
    public static final Key<String> SMART_HOST_USER = Key.text("relay.smart-host-user", null,
        "Login name at the smart host; needs TLS.");
    public static final Key<String> SMART_HOST_PASSWORD = Key.text("relay.smart-host-password", null,
        "Password at the smart host.");
    public static final Key<List<String>> ROUTES = Key.list("relay.routes", List.of(),
        "Where single domains go, as \"example.net=host:port\"; \".example.net\" is all below it; \"example.net=mx\" their MX hosts after all.");
    public static final Key<String> DNS_SERVER = Key.text("relay.dns-server", null,
        "host:port of the resolver; the system's if not set.");
    public static final Key<Long> MX_PORT = Key.number("relay.mx-port", 25, 1, 65_535,
        "The port of other servers (tests run them elsewhere).");
    public static final Key<String> TRUSTED = Key.text("relay.trusted-certificates", null,
        "PEM file of certificates that vouch for other servers, besides the usual authorities.");
    public static final Key<Boolean> MTA_STS = Key.flag("relay.mta-sts", true,
        "Whether the policies that domains publish by MTA-STS (RFC 8461) are kept to.");
    public static final Key<Long> MTA_STS_PORT = Key.number("relay.mta-sts-port", 443, 1, 65_535,
        "The port that these policies are fetched from (tests run them elsewhere).");
    public static final Key<Boolean> DANE = Key.flag("relay.dane", false,
        "Whether certificates are checked by TLSA records (RFC 7672); needs a resolver that passes DNSSEC signatures on, or no mail goes.");
    public static final Key<String> DNSSEC_ANCHORS = Key.text("relay.dnssec-anchors", null,
        "File of DS or DNSKEY records to trust instead of the root zone's keys.");
    public static final Key<Duration> FIRST_RETRY = Key.time("relay.first-retry", Duration.ofMinutes(3), SECOND, DAY,
        "When a message that was deferred is tried again; the pauses double from there.");
    public static final Key<Duration> LONGEST_RETRY = Key.time("relay.longest-retry", Duration.ofHours(2), SECOND, DAY,
        "The longest pause between two attempts.");
    public static final Key<Duration> GIVE_UP = Key.time("relay.give-up", Duration.ofDays(5), SECOND, Duration.ofDays(365),
        "How long a message is tried before it goes back to its sender.");
    public static final Key<Duration> DELAY_NOTICE = Key.time("relay.delay-notice", Duration.ofHours(4), SECOND, Duration.ofDays(365),
        "After how long a sender is told that a message is still on its way.");
    public static final Key<Long> THREADS = Key.number("relay.threads", 100, 1, 10_000,
        "Transfers to other servers at the same time.");
    public static final Key<Long> CONCURRENCY = Key.number("relay.concurrency", 20, 1, 10_000,
        "Transfers to one domain, or to the smart host for it, at the same time; a domain begins with one.");
    public static final Key<List<String>> DOMAIN_CONCURRENCY = Key.list("relay.domain-concurrency", List.of(),
        "The same for single domains, as \"example.net=2\".");
    public static final Key<Long> RATE = Key.number("relay.rate", 0, 0, 1_000_000,
        "Messages a minute to one domain; 0 for no limit.");
    public static final Key<Long> MAX_RECIPIENTS = Key.number("relay.max-recipients", 100, 1, 1000,
        "Recipients of one transaction.");
    public static final Key<Duration> CONNECT_LIMIT = Key.time("relay.connect-limit", Duration.ofSeconds(30), SECOND, Duration.ofMinutes(10),
        "How long a connection may take to open.");
    public static final Key<Duration> REPLY_LIMIT = Key.time("relay.reply-limit", Duration.ofMinutes(5), SECOND, Duration.ofHours(1),
        "How long a reply may take. RFC 5321 wants 5 minutes at least.");
    public static final Key<Duration> DATA_LIMIT = Key.time("relay.data-limit", Duration.ofMinutes(3), SECOND, Duration.ofHours(1),
        "How long the reply to DATA, and each block of a message, may take. RFC 5321 wants 2 and 3 minutes at least.");
    public static final Key<Duration> END_LIMIT = Key.time("relay.end-limit", Duration.ofMinutes(10), SECOND, Duration.ofHours(2),
        "How long the reply to the end of a message may take. RFC 5321 wants 10 minutes at least.");
    public static final Key<String> LANGUAGE = Key.choice("relay.language", "both", List.of("en", "zh", "both"),
        "The language of what is written to senders: English, Chinese or both.").orPerAccount();

    private RelayKeys() {
    }

    public static List<Key<?>> all() {
        return List.of(ENABLED, SMART_HOST, SMART_HOST_TLS, SMART_HOST_USER, SMART_HOST_PASSWORD, ROUTES, DNS_SERVER, MX_PORT, TRUSTED, MTA_STS, MTA_STS_PORT, DANE, DNSSEC_ANCHORS,
            FIRST_RETRY, LONGEST_RETRY, GIVE_UP, DELAY_NOTICE, THREADS, CONCURRENCY, DOMAIN_CONCURRENCY, RATE, MAX_RECIPIENTS, CONNECT_LIMIT,
            REPLY_LIMIT, DATA_LIMIT, END_LIMIT, LANGUAGE);
    }
}
