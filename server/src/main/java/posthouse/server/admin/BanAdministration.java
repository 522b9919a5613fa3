package posthouse.server.admin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Optional;
import posthouse.common.sasl.Authenticator;
import posthouse.common.sasl.Ban;

/** {@code bans list} and {@code remove}: addresses that failed too often to log in. Only a running server has any. */
final class BanAdministration {

    private final Optional<Authenticator> authenticator;

    BanAdministration(Optional<Authenticator> authenticator) {
        this.authenticator = authenticator;
    }

    AdminAnswer list(AdminRequest request) throws AdminFailure {
        var table = new Table("address", "until");
        for (Ban ban : running().bans()) {
            table.row(ban.network(), Instant.now().plus(ban.left()).truncatedTo(ChronoUnit.SECONDS));
        }
        return AdminAnswer.done(table.lines(request));
    }

    AdminAnswer remove(AdminRequest request) throws AdminFailure {
        var lines = new ArrayList<String>();
        for (String address : request.arguments()) {
            if (!running().endBan(address)) {
                throw new AdminFailure(address + " is not banned; bans list shows those that are");
            }
            lines.add(address + " may log in again");
        }
        return AdminAnswer.done(lines);
    }

    private Authenticator running() throws AdminFailure {
        return authenticator.orElseThrow(() -> new AdminFailure("no server runs on this data folder; bans are listed and ended through one that does"));
    }
}
