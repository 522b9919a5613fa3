package posthouse.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import posthouse.common.address.BadAddress;
import posthouse.common.address.Domain;
import posthouse.common.config.CommonKeys;
import posthouse.common.config.Configuration;
import posthouse.common.config.Key;
import posthouse.common.config.Problem;
import posthouse.common.net.AddressRanges;
import posthouse.common.net.Tls;
import posthouse.common.sasl.oauth.OauthKeys;
import posthouse.smtp.SmtpKeys;
import posthouse.smtp.filter.Identities;

/** Mistakes that a key alone doesn't show: files that can't be read, ports that are taken twice. */
public final class ConfigurationCheck {

    private static final int LAST_PORT = 65_535;

    private final Configuration configuration;
    private final List<Problem> problems = new ArrayList<>();

    private ConfigurationCheck(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Everything that is wrong, with what was found while the configuration was read. */
    public static List<Problem> problems(Configuration configuration, int portOffset) {
        var check = new ConfigurationCheck(configuration);
        check.problems.addAll(configuration.problems());
        check.domain(CommonKeys.HOSTNAME);
        check.domain(CommonKeys.DEFAULT_DOMAIN);
        check.parsed(SmtpKeys.IDENTITIES, Identities::new);
        check.parsed(SmtpKeys.CLEANED_LINE_ENDS, AddressRanges::new);
        check.parsed(SmtpKeys.XCLIENT_FROM, AddressRanges::new);
        check.certificate();
        check.issuer();
        check.backup();
        check.listeners(portOffset);
        return check.problems;
    }

    private void domain(Key<String> key) {
        try {
            Optional<String> name = configuration.find(key);
            if (name.isPresent()) {
                Domain.parse(name.get());
            }
        } catch (BadAddress e) {
            problem(key, e.getMessage());
        }
    }

    /** @param reader fails with one line at what it can't read */
    private void parsed(Key<List<String>> key, Consumer<List<String>> reader) {
        try {
            reader.accept(configuration.get(key));
        } catch (IllegalArgumentException e) {
            problem(key, e.getMessage());
        }
    }

    private void backup() {
        Optional<String> time = configuration.find(BackupKeys.SCHEDULE).filter(t -> !t.isEmpty());
        try {
            time.ifPresent(ScheduledBackup::time);
        } catch (DateTimeParseException e) {
            problem(BackupKeys.SCHEDULE, "is no time of day, like 03:30");
        }
        if (time.isPresent() && configuration.find(BackupKeys.FOLDER).isEmpty()) {
            problem(BackupKeys.SCHEDULE, "needs to know where to: set backup.folder too");
        }
    }

    private void certificate() {
        Optional<String> certificate = configuration.find(ServerKeys.TLS_CERTIFICATE);
        Optional<String> key = configuration.find(ServerKeys.TLS_KEY);
        if (certificate.isPresent() && key.isEmpty()) {
            problem(ServerKeys.TLS_CERTIFICATE, "needs its private key: set tls.key too");
        } else if (key.isPresent() && certificate.isEmpty()) {
            problem(ServerKeys.TLS_KEY, "needs its certificate: set tls.certificate too");
        }
        readable(ServerKeys.TLS_CLIENT_CA, configuration.find(ServerKeys.TLS_CLIENT_CA));
        boolean readable = readable(ServerKeys.TLS_CERTIFICATE, certificate) & readable(ServerKeys.TLS_KEY, key);
        if (readable && certificate.isPresent() && key.isPresent()) {
            try {
                Tls.fromPem(Path.of(certificate.get()), Path.of(key.get()));
            } catch (IOException e) {
                problem(ServerKeys.TLS_CERTIFICATE, e.getMessage());
            }
        }
    }

    private void issuer() {
        Optional<String> keys = configuration.find(OauthKeys.KEYS);
        if (configuration.find(OauthKeys.ISSUER).isPresent()) {
            if (keys.isEmpty()) {
                problem(OauthKeys.ISSUER, "needs the keys of its tokens: set auth.oauth.keys too");
            } else if (configuration.find(OauthKeys.AUDIENCE).isEmpty()) {
                problem(OauthKeys.ISSUER, "needs to know which tokens are for this server: set auth.oauth.audience too");
            } else if (keys.get().startsWith("http://")) {
                problem(OauthKeys.KEYS, "is not to be trusted over http: take https://, or a file");
            } else if (!keys.get().startsWith("https://")) {
                readable(OauthKeys.KEYS, keys);
            }
        }
    }

    private boolean readable(Key<String> key, Optional<String> file) {
        if (file.isEmpty() || Files.isRegularFile(Path.of(file.get())) && Files.isReadable(Path.of(file.get()))) {
            return true;
        }
        Path path = Path.of(file.get()).toAbsolutePath();
        problem(key, !Files.exists(path) ? "there is no file " + path : "the file " + path + " can't be read");
        return false;
    }

    private void listeners(int portOffset) {
        Map<InetSocketAddress, ListenerKeys> taken = new HashMap<>();
        for (ListenerKeys listener : ListenerKeys.ALL) {
            parsed(listener.proxyFrom(), AddressRanges::new);
            if (configuration.get(listener.enabled())) {
                listener(listener, portOffset, taken);
            }
        }
    }

    private void listener(ListenerKeys listener, int portOffset, Map<InetSocketAddress, ListenerKeys> taken) {
        long port = configuration.get(listener.port());
        if (port != 0 && (port + portOffset > LAST_PORT || port + portOffset < 1)) {
            problem(listener.port(), port + " with --port-offset " + portOffset + " is no port: they go from 1 to " + LAST_PORT);
            return;
        }
        if (configuration.get(listener.bind()).isEmpty()) {
            problem(listener.bind(), "names no address; " + listener.enabled().name() + "=false switches the listener off");
        }
        try {
            for (InetSocketAddress address : listener.addresses(configuration, portOffset)) {
                if (port != 0) {
                    taken(listener, address, taken);
                }
            }
        } catch (UnknownHostException e) {
            problem(listener.bind(), e.getMessage());
        }
    }

    private void taken(ListenerKeys listener, InetSocketAddress address, Map<InetSocketAddress, ListenerKeys> taken) {
        ListenerKeys other = taken.putIfAbsent(address, listener);
        ListenerKeys everywhere = taken.get(new InetSocketAddress(address.getPort()));
        ListenerKeys inTheWay = other != null ? other : everywhere != listener ? everywhere : null;
        if (inTheWay != null) {
            Key<?> moved = configuration.find(listener.port()).isPresent() ? listener.port() : inTheWay.port();
            problem(moved, "the listeners " + inTheWay.name() + " and " + listener.name() + " can't both have port " + address.getPort());
        }
    }

    private void problem(Key<?> key, String text) {
        problems.add(configuration.problem(key, text));
    }
}
