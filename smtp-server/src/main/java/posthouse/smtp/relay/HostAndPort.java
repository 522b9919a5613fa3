package posthouse.smtp.relay;

import java.util.Optional;
import java.util.regex.Pattern;

/** {@code host:port}, {@code host}, {@code 192.0.2.1:25} or {@code [2001:db8::1]:25}. */
record HostAndPort(String host, int port) {

    private static final Pattern FORM = Pattern.compile("(\\[[0-9a-fA-F:.]+\\]|[^:\\[\\]\\s]+)(?::(\\d{1,5}))?");

    static Optional<HostAndPort> parse(String text, int usualPort) {
        var matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int port = matcher.group(2) == null ? usualPort : Integer.parseInt(matcher.group(2));
        String host = matcher.group(1).replaceAll("[\\[\\]]", "");
        return port < 1 || port > 65_535 ? Optional.empty() : Optional.of(new HostAndPort(host, port));
    }

    /** Whether the host is an address and no name. */
    static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    }
}
