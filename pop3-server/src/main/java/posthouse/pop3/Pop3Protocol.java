package posthouse.pop3;

import java.nio.file.Path;
import java.util.Optional;
import posthouse.common.config.CommonKeys;
import posthouse.common.config.Settings;
import posthouse.common.net.Connection;
import posthouse.common.net.Protocol;
import posthouse.common.net.Session;
import posthouse.common.sasl.Authenticator;
import posthouse.mailstore.MailStore;
import posthouse.pop3.command.Maildrops;
import posthouse.pop3.command.Policies;
import posthouse.pop3.command.Service;

/** POP3 (RFC 1939). One of these serves all its listeners, because it knows when each account has logged in. */
public final class Pop3Protocol implements Protocol, AutoCloseable {

    private final Service service;
    private final SessionLimits limits;

    public Pop3Protocol(MailStore store, Authenticator authenticator, Settings settings) {
        this(store, authenticator, settings, Optional.empty());
    }

    /** @param notes the file that remembers, over a restart, when accounts logged in */
    public Pop3Protocol(MailStore store, Authenticator authenticator, Settings settings, Optional<Path> notes) {
        Policies policies = Pop3Keys.policies(settings);
        service = new Service(CommonKeys.hostname(settings), policies, settings.get(Pop3Keys.APOP), authenticator, new Maildrops(store, policies, notes));
        limits = new SessionLimits(settings.get(Pop3Keys.IDLE), settings.get(Pop3Keys.MAX_LINE).intValue(),
            settings.get(Pop3Keys.MAX_ERRORS).intValue());
    }

    @Override
    public String name() {
        return "pop3";
    }

    @Override
    public Session open(Connection connection) {
        return new Pop3Session(service, limits, connection);
    }

    @Override
    public String refusal() {
        return "-ERR [SYS/TEMP] too many connections, try again later\r\n";
    }

    @Override
    public void close() {
        service.maildrops().close();
    }
}
