package posthouse.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.common.config.CommonKeys;
import posthouse.common.config.Settings;
import posthouse.common.net.AddressRanges;
import posthouse.common.net.Network;
import posthouse.common.net.Protocol;
import posthouse.common.net.Tls;
import posthouse.common.sasl.Authenticator;
import posthouse.imap.ImapProtocol;
import posthouse.imap.url.AuthorizedUrls;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.MessageUrls;
import posthouse.mailstore.StoreException;
import posthouse.pop3.Pop3Protocol;
import posthouse.server.admin.AdminChannel;
import posthouse.smtp.SmtpPolicy;
import posthouse.smtp.SmtpProtocol;
import posthouse.smtp.filter.MailFilter;
import posthouse.smtp.filter.NullMx;
import posthouse.smtp.relay.Relay;
import posthouse.smtp.relay.RelayKeys;

/** The whole server, put together. */
public final class Assembly implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(Assembly.class);

    /** An open port of a listener; a listener with several addresses has several. */
    public record OpenListener(String name, InetSocketAddress address) {
    }

    private final MailStore store;
    private final Optional<Tls> tls;
    private final Authenticator authenticator;
    private final Pop3Protocol pop3;
    private final Network network;
    private final List<OpenListener> listeners = new ArrayList<>();
    private AdminChannel administration;
    private Relay relay;
    private Optional<ScheduledBackup> backup = Optional.empty();

    private Assembly(Path data, MailStore store, Optional<Tls> tls, Settings settings) {
        this.store = store;
        this.tls = tls;
        authenticator = new Authenticator(store.directory(), settings, Optional.of(data.resolve("notes/bans")));
        pop3 = new Pop3Protocol(store, authenticator, settings, Optional.of(data.resolve("notes/pop3-logins")));
        network = new Network(settings, tls.orElse(null));
    }

    /**
     * Opens the store, every listener and the administration channel; all of them accept connections when it returns.
     *
     * @param portOffset added to every port but 0
     * @throws IOException with one line that says what can't be had and what to do
     * @throws StoreException likewise, for the store
     */
    public static Assembly start(Path data, Settings settings, int portOffset) throws StoreException, IOException {
        MailStore store = MailStore.open(data, settings);
        Assembly assembly;
        try {
            assembly = new Assembly(data, store, tls(data, settings), settings);
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
        try {
            assembly.open(settings, portOffset);
            if (settings.get(RelayKeys.ENABLED)) {
                assembly.relay = Relay.start(store, settings, assembly::isListening);
            }
            assembly.administration = AdminChannel.open(data, store, settings, assembly.authenticator);
            assembly.backup = ScheduledBackup.start(store.care(), settings);
        } catch (IOException | RuntimeException e) {
            assembly.close();
            throw e;
        }
        return assembly;
    }

    private void open(Settings settings, int portOffset) throws IOException {
        List<MailFilter> filters = new ArrayList<>(SmtpProtocol.usualFilters(settings));
        filters.add(new NullMx(settings));
        Map<ListenerKeys, Supplier<Protocol>> protocols = Map.of(
            ListenerKeys.SMTP, () -> smtp(SmtpPolicy.RELAY_IN, settings, filters),
            ListenerKeys.SUBMISSION, () -> smtp(SmtpPolicy.SUBMISSION, settings, filters),
            ListenerKeys.SUBMISSIONS, () -> smtp(SmtpPolicy.SUBMISSION, settings, filters),
            ListenerKeys.LMTP, () -> smtp(SmtpPolicy.LMTP, settings, filters),
            ListenerKeys.POP3, () -> pop3,
            ListenerKeys.POP3S, () -> pop3,
            ListenerKeys.IMAP, () -> new ImapProtocol(store, authenticator, settings),
            ListenerKeys.IMAPS, () -> new ImapProtocol(store, authenticator, settings));
        for (ListenerKeys keys : ListenerKeys.ALL) { // what no protocol stands for yet does not open
            if (protocols.containsKey(keys) && settings.get(keys.enabled())) {
                Protocol protocol = protocols.get(keys).get();
                String tls = settings.get(keys.tls());
                var proxies = new AddressRanges(settings.get(keys.proxyFrom()));
                for (InetSocketAddress address : keys.addresses(settings, portOffset)) {
                    listeners.add(new OpenListener(keys.name(), listen(keys, protocol, address, tls, proxies)));
                }
            }
        }
    }

    private Protocol smtp(SmtpPolicy policy, Settings settings, List<MailFilter> filters) {
        return new SmtpProtocol(policy, store, authenticator, settings, filters, settings.get(RelayKeys.ENABLED), urls(settings));
    }

    /** Where there is IMAP, what its URLs name can be submitted. */
    private Optional<MessageUrls> urls(Settings settings) {
        boolean imap = settings.get(ListenerKeys.IMAP.enabled()) || settings.get(ListenerKeys.IMAPS.enabled());
        return imap ? Optional.of(new AuthorizedUrls(store, CommonKeys.hostname(settings))) : Optional.empty();
    }

    private InetSocketAddress listen(ListenerKeys keys, Protocol protocol, InetSocketAddress address, String tls, AddressRanges proxies)
        throws IOException {
        try {
            return tls.equals(ListenerKeys.NO_TLS)
                ? network.listenInClear(protocol, address, proxies).address()
                : network.listen(protocol, address, tls.equals(ListenerKeys.IMPLICIT_TLS), proxies).address();
        } catch (IOException e) {
            throw new IOException(e.getMessage() + keys.whatToDo(e), e);
        }
    }

    private static Optional<Tls> tls(Path data, Settings settings) throws IOException {
        Optional<Tls> tls = ownCertificate(data, settings);
        Optional<String> authorities = settings.find(ServerKeys.TLS_CLIENT_CA);
        if (tls.isPresent() && authorities.isPresent()) {
            tls.get().askClients(Path.of(authorities.get()));
        }
        return tls;
    }

    /** The certificate that is configured; else a self-signed one, if any listener needs one. */
    private static Optional<Tls> ownCertificate(Path data, Settings settings) throws IOException {
        boolean needed = ListenerKeys.ALL.stream()
            .anyMatch(l -> settings.get(l.enabled()) && !settings.get(l.tls()).equals(ListenerKeys.NO_TLS));
        if (!needed) {
            return Optional.empty();
        }
        Optional<String> certificate = settings.find(ServerKeys.TLS_CERTIFICATE);
        Optional<String> key = settings.find(ServerKeys.TLS_KEY);
        if (certificate.isPresent() != key.isPresent()) {
            throw new IOException("tls.certificate and tls.key belong together: set both or none");
        }
        if (certificate.isPresent()) {
            return Optional.of(Tls.fromPem(Path.of(certificate.get()), Path.of(key.get())));
        }
        LOG.warn("no tls.certificate: using a self-signed one, which mail programs will warn about");
        return Optional.of(Tls.selfSigned(data.resolve("tls"), CommonKeys.hostname(settings)));
    }

    public List<OpenListener> listeners() {
        return List.copyOf(listeners);
    }

    /** Where a listener can be reached from this machine. */
    public InetSocketAddress address(String listener) {
        return listeners.stream().filter(l -> l.name().equals(listener)).map(OpenListener::address).findFirst()
            .map(a -> a.getAddress().isAnyLocalAddress() ? new InetSocketAddress("127.0.0.1", a.getPort()) : a)
            .orElseThrow(() -> new IllegalStateException("the listener " + listener + " is switched off"));
    }

    /** Whether mail sent to this address and port comes back here. */
    private boolean isListening(InetSocketAddress place) {
        return listeners.stream().map(OpenListener::address).anyMatch(ours -> ours.getPort() == place.getPort()
            && (ours.getAddress().isAnyLocalAddress() ? isOfThisMachine(place.getAddress()) : ours.getAddress().equals(place.getAddress())));
    }

    private static boolean isOfThisMachine(InetAddress address) {
        try {
            return address.isAnyLocalAddress() || address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    public MailStore store() {
        return store;
    }

    /** The certificate in use, PEM. */
    public Optional<Path> certificate() {
        return tls.map(Tls::certificate);
    }

    @Override
    public void close() {
        if (administration != null) {
            administration.close();
        }
        network.close();
        if (relay != null) {
            relay.close();
        }
        pop3.close();
        authenticator.close();
        backup.ifPresent(ScheduledBackup::close);
        store.close();
    }
}
