package posthouse.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import posthouse.common.config.Key;
import posthouse.common.config.Settings;

/** The settings of one listener: {@code listeners.NAME.enabled}, {@code bind}, {@code port}, {@code tls} and {@code proxy-from}. */
public record ListenerKeys(String name, Key<Boolean> enabled, Key<List<String>> bind, Key<Long> port, Key<String> tls,
    Key<List<String>> proxyFrom) {

    /** Values of {@link #tls}. */
    public static final String NO_TLS = "none";
    public static final String START_TLS = "starttls";
    public static final String IMPLICIT_TLS = "implicit";

    private static final String EVERYWHERE = "*";
    private static final Pattern IPV4 = Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
    private static final String LOOPBACK_6 = "::1";
    private static final List<String> LOOPBACK = List.of("127.0.0.1", LOOPBACK_6);

    public static final ListenerKeys SMTP = keys("smtp", "mail from other servers", 25, START_TLS, List.of(EVERYWHERE));
    public static final ListenerKeys SUBMISSION = keys("submission", "mail from users", 587, START_TLS, List.of(EVERYWHERE));
    public static final ListenerKeys SUBMISSIONS = keys("submissions", "mail from users", 465, IMPLICIT_TLS, List.of(EVERYWHERE));
    public static final ListenerKeys LMTP = keys("lmtp", "local delivery from another mail server", 24, NO_TLS, LOOPBACK);
    public static final ListenerKeys POP3 = keys("pop3", "POP3", 110, START_TLS, List.of(EVERYWHERE));
    public static final ListenerKeys POP3S = keys("pop3s", "POP3", 995, IMPLICIT_TLS, List.of(EVERYWHERE));
    public static final ListenerKeys IMAP = keys("imap", "IMAP", 143, START_TLS, List.of(EVERYWHERE));
    public static final ListenerKeys IMAPS = keys("imaps", "IMAP", 993, IMPLICIT_TLS, List.of(EVERYWHERE));
    public static final ListenerKeys MANAGESIEVE =
        keys("managesieve", "mail filters (not built yet, doesn't open)", 4190, START_TLS, List.of(EVERYWHERE));
    public static final ListenerKeys HTTP = keys("http", "console, metrics, health (not built yet, doesn't open)", 8080, NO_TLS, LOOPBACK);

    public static final List<ListenerKeys> ALL = List.of(SMTP, SUBMISSION, SUBMISSIONS, LMTP, POP3, POP3S, IMAP, IMAPS, MANAGESIEVE, HTTP);

    private static ListenerKeys keys(String name, String purpose, int port, String tls, List<String> bind) {
        String prefix = "listeners." + name + '.';
        return new ListenerKeys(name,
            Key.flag(prefix + "enabled", true, "Whether it opens: " + purpose + "."),
            Key.list(prefix + "bind", bind, "Addresses it listens on; \"*\" is all of them."),
            Key.number(prefix + "port", port, 0, 65_535, "Its port; 0 is any that is free."),
            Key.choice(prefix + "tls", tls, List.of(START_TLS, IMPLICIT_TLS, NO_TLS),
                "TLS when the client asks (starttls), from the first octet (implicit), or none."),
            Key.list(prefix + "proxy-from", List.of(),
                "Addresses of proxies, whose connections here must begin with the PROXY protocol (version 1 or 2)."));
    }

    public static List<Key<?>> all() {
        return ALL.stream().<Key<?>>flatMap(keys -> Stream.of(keys.enabled, keys.bind, keys.port, keys.tls, keys.proxyFrom)).toList();
    }

    /**
     * Where it listens. A port that was asked for is moved by {@code portOffset}; 0 stays. {@code ::1} beside other
     * addresses is left out on a machine that has no IPv6.
     */
    public List<InetSocketAddress> addresses(Settings settings, int portOffset) throws UnknownHostException {
        int asked = settings.get(port).intValue();
        int moved = asked == 0 ? 0 : asked + portOffset;
        List<String> texts = settings.get(bind);
        var addresses = new ArrayList<InetSocketAddress>();
        for (String text : texts) {
            if (text.equals(EVERYWHERE)) {
                addresses.add(new InetSocketAddress(moved));
            } else if (texts.size() == 1 || !text.equals(LOOPBACK_6) || hasLoopback6()) {
                addresses.add(new InetSocketAddress(literal(text), moved));
            }
        }
        return addresses;
    }

    /** An address as digits: the DNS isn't asked. */
    private static InetAddress literal(String text) throws UnknownHostException {
        try {
            if (text.contains(":") || IPV4.matcher(text).matches()) {
                return InetAddress.getByName(text);
            }
        } catch (UnknownHostException e) {
            // said below, in our words
        }
        throw new UnknownHostException("'" + text + "' is no IP address");
    }

    /** What to do when the port can't be had, to stand behind the reason. */
    String whatToDo(IOException reason) {
        String text = String.valueOf(reason.getMessage());
        if (text.contains("already in use")) {
            return "; stop what uses it, or move this listener with " + port.name() + " or all of them with --port-offset";
        } else if (text.contains("Permission denied")) {
            return "; ports below 1024 are for root (or setcap), and --port-offset 2000 moves them all";
        }
        return text.contains("assign requested address") ? "; " + bind.name() + " names no address of this machine" : "";
    }

    private static boolean hasLoopback6() throws UnknownHostException {
        try {
            return NetworkInterface.getByInetAddress(InetAddress.getByName(LOOPBACK_6)) != null;
        } catch (SocketException e) {
            return false;
        }
    }
}
