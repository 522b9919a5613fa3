package posthouse.smtp.relay;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import posthouse.common.config.Settings;
import posthouse.smtp.relay.client.Hop;
import posthouse.smtp.relay.client.TlsDemand;

/** Which way mail goes, as configured: {@code relay.routes}, {@code relay.smart-host}, else the mail exchangers. */
final class Routes {

    private static final int SUBMISSIONS = 465;

    private final Route exchangers;
    private final Optional<Route> smartHost;
    private final Map<String, Route> domains = new HashMap<>();

    /** @throws IOException one line that names the key and what is wrong with it */
    Routes(Settings settings) throws IOException {
        exchangers = new Route(null, settings.get(RelayKeys.MX_PORT).intValue(), TlsDemand.OPPORTUNISTIC, false, null);
        Optional<String> host = settings.find(RelayKeys.SMART_HOST).filter(h -> !h.isEmpty());
        smartHost = host.isEmpty() ? Optional.empty() : Optional.of(smartHost(host.get(), settings));
        for (String line : settings.get(RelayKeys.ROUTES)) {
            int equals = line.indexOf('=');
            if (equals <= 0) {
                throw new IOException("relay.routes: '" + line + "' is not of the form domain=host:port");
            }
            String target = line.substring(equals + 1).strip();
            domains.put(line.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                target.equalsIgnoreCase("mx") ? exchangers : fixed(target, "relay.routes"));
        }
    }

    private static Route smartHost(String target, Settings settings) throws IOException {
        Route bare = fixed(target, RelayKeys.SMART_HOST.name());
        String tls = settings.get(RelayKeys.SMART_HOST_TLS);
        Optional<String> user = settings.find(RelayKeys.SMART_HOST_USER);
        Hop.Login login = user.map(u -> new Hop.Login(u, settings.find(RelayKeys.SMART_HOST_PASSWORD).orElse(""))).orElse(null);
        boolean implicit = tls.equals("implicit") || tls.equals("auto") && bare.port() == SUBMISSIONS;
        var demand = switch (tls) {
            case "none" -> TlsDemand.NONE;
            case "auto" -> login == null ? TlsDemand.OPPORTUNISTIC : verified(RelayKeys.SMART_HOST_USER.name());
            default -> verified(RelayKeys.SMART_HOST_TLS.name());
        };
        return new Route(bare.host(), bare.port(), demand, implicit, login);
    }

    private static TlsDemand verified(String key) {
        return TlsDemand.of(TlsDemand.Level.VERIFIED, key);
    }

    private static Route fixed(String target, String key) throws IOException {
        var place = HostAndPort.parse(target, 25).orElseThrow(() -> new IOException(key + ": '" + target + "' is not of the form host:port"));
        return new Route(place.host(), place.port(), TlsDemand.OPPORTUNISTIC, false, null);
    }

    Route of(String domain) {
        Route exact = domains.get(domain);
        for (int dot = domain.indexOf('.'); exact == null && dot >= 0; dot = domain.indexOf('.', dot + 1)) {
            exact = domains.get(domain.substring(dot));
        }
        return exact != null ? exact : smartHost.orElse(exchangers);
    }

    /** Whether mail for both goes to the same one host, so that one transaction can take it. */
    boolean together(String domain, String other) {
        Route route = of(domain);
        return !route.isMx() && route.equals(of(other));
    }
}
