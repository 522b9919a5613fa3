package posthouse.smtp.relay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Predicate;
import posthouse.common.config.Settings;
import posthouse.mailstore.MailStore;
import posthouse.smtp.relay.dns.Dns;

/** Sends what is in the store's {@link posthouse.mailstore.OutboundQueue} to other servers, from its start until it is closed. */
public final class Relay implements AutoCloseable {

    private final Scheduler scheduler;

    private Relay(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * @param listening whether this server listens there for mail: an MX host with such an address is itself
     * @throws IOException with one line that names the key that is wrong
     */
    public static Relay start(MailStore store, Settings settings, Predicate<InetSocketAddress> listening) throws IOException {
        return start(store, settings, Clock.systemUTC(), listening);
    }

    /** @param clock that tells when something is due */
    static Relay start(MailStore store, Settings settings, Clock clock, Predicate<InetSocketAddress> listening) throws IOException {
        var relay = new Relay(new Scheduler(new Shared(store, settings, clock, listening), clock));
        relay.scheduler.start();
        return relay;
    }

    /**
     * Who is asked for names: {@code relay.dns-server}, or those that the system asks.
     *
     * @throws IOException with one line that names the key that is wrong
     */
    public static Dns resolver(Settings settings) throws IOException {
        Optional<String> server = settings.find(RelayKeys.DNS_SERVER).filter(s -> !s.isEmpty());
        if (server.isEmpty()) {
            return Dns.ofSystem();
        }
        var place = HostAndPort.parse(server.get(), 53)
            .orElseThrow(() -> new IOException(RelayKeys.DNS_SERVER.name() + ": '" + server.get() + "' is not of the form host:port"));
        return Dns.at(new InetSocketAddress(place.host(), place.port()));
    }

    /** Looks at once for what is due. */
    void look() {
        scheduler.sweep();
    }

    /** Before the store is. Transfers in flight get some seconds; those that are broken off will be repeated. */
    @Override
    public void close() {
        scheduler.close();
    }
}
