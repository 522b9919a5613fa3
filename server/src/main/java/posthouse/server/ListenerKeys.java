package posthouse.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import posthouse.common.config.Key;
import posthouse.common.config.Settings;

/** The settings of one listener: {@code listeners.NAME.enabled}, {@code bind}, {@code port} and {@code tls}. */
public record ListenerKeys(String name, Key<Boolean> enabled, Key<List<String>> bind, Key<Long> port, Key<String> tls) {

    /** Values of {@link #tls}. */
    public static final String NO_TLS = "none";
    public static final String START_TLS = "starttls";
    public static final String IMPLICIT_TLS = "implicit";

    private static final String EVERYWHERE = "*";
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "::1");

    public static final ListenerKeys SMTP = keys("smtp", "mail from other servers", 25, START_TLS, List.of(EVERYWHERE));
    public static final ListenerKeys SUBMISSION = keys("submission", "mail from users", 587, START_TLS, List.of(EVERYWHERE));
    public static final ListenerKeys SUBMISSIONS = keys("submissions", "mail from users", 465, IMPLICIT_TLS, List.of(EVERYWHERE));
    public static final ListenerKeys LMTP = keys("lmtp", "local delivery from another mail server", 24, NO_TLS, LOOPBACK);
    public static final ListenerKeys POP3 = keys("pop3", "POP3", 110, START_TLS, List.of(EVERYWHERE));
    public static final ListenerKeys POP3S = keys("pop3s", "POP3", 995, IMPLICIT_TLS, List.of(EVERYWHERE));
    public static final ListenerKeys IMAP = keys("imap", "IMAP", 143, START_TLS, List.of(EVERYWHERE));
    public static final ListenerKeys IMAPS = keys("imaps", "IMAP", 993, IMPLICIT_TLS, List.of(EVERYWHERE));
    public static final ListenerKeys MANAGESIEVE = keys("managesieve", "mail filters (not built yet, doesn't open)", 4190, START_TLS, List.of(EVERYWHERE));
    public static final ListenerKeys HTTP = keys("http", "console, metrics, health (not built yet, doesn't open)", 8080, NO_TLS, LOOPBACK);

    public static final List<ListenerKeys> ALL = List.of(SMTP, SUBMISSION, SUBMISSIONS, LMTP, POP3, POP3S, IMAP, IMAPS, MANAGESIEVE, HTTP);

    private static ListenerKeys keys(String name, String purpose, int port, String tls, List<String> bind) {
        String prefix = "listeners." + name + '.';
        return new ListenerKeys(name,
            Key.flag(prefix + "enabled", true, "Whether it opens: " + purpose + "."),
            Key.list(prefix + "bind", bind, "Addresses it listens on; \"*\" is all of them."),
            Key.number(prefix + "port", port, 0, 65_535, "Its port; 0 is any that is free."),
            Key.choice(prefix + "tls", tls, List.of(START_TLS, IMPLICIT_TLS, NO_TLS), "TLS when the client asks (starttls), from the first octet (implicit), or none."));
    }

    public static List<Key<?>> all() {
        return ALL.stream().<Key<?>>flatMap(keys -> Stream.of(keys.enabled, keys.bind, keys.port, keys.tls)).toList();
    }

    /** Where it listens. A port that was asked for is moved by {@code portOffset}; 0 stays. */
    public List<InetSocketAddress> addresses(Settings settings, int portOffset) throws UnknownHostException {
        int asked = settings.get(port).intValue();
        int moved = asked == 0 ? 0 : asked + portOffset;
        var addresses = new ArrayList<InetSocketAddress>();
        for (String address : settings.get(bind)) {
            addresses.add(address.equals(EVERYWHERE) ? new InetSocketAddress(moved) : new InetSocketAddress(InetAddress.getByName(address), moved));
        }
        return addresses;
    }
}
