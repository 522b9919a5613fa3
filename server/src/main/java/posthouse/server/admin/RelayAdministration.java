package posthouse.server.admin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import posthouse.common.address.BadAddress;
import posthouse.common.address.EmailAddress;
import posthouse.common.address.ReversePath;
import posthouse.common.config.Settings;
import posthouse.mailstore.MailStore;
import posthouse.smtp.relay.Rehearsal;

/** {@code relay try}. */
final class RelayAdministration {

    private final MailStore store;
    private final Settings settings;

    RelayAdministration(MailStore store, Settings settings) {
        this.store = store;
        this.settings = settings;
    }

    AdminAnswer attempt(AdminRequest request) throws AdminFailure, BadAddress {
        var to = EmailAddress.parse(request.arguments().get(0));
        String from = request.options().getOrDefault("from", "");
        var lines = new ArrayList<String>();
        try {
            boolean willing = Rehearsal.of(to, ReversePath.parse("<" + from.replaceAll("^<|>$", "") + ">"), store, settings, lines::add);
            return new AdminAnswer(willing ? 0 : 1, lines, List.of());
        } catch (IOException e) {
            throw new AdminFailure(e.getMessage());
        }
    }
}
