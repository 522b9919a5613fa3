package posthouse.server.admin;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import posthouse.common.address.BadAddress;
import posthouse.common.address.EmailAddress;
import posthouse.common.address.ReversePath;
import posthouse.common.config.Settings;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.TlsResults.TlsResult;
import posthouse.smtp.relay.Rehearsal;

/** {@code relay try} and {@code relay tls-results}. */
final class RelayAdministration {

    private static final int LAST_DAYS = 7;

    private final MailStore store;
    private final Settings settings;

    RelayAdministration(MailStore store, Settings settings) {
        this.store = store;
        this.settings = settings;
    }

    /** How connections kept to policies of TLS, counted for reports (RFC 8460): of one day, or of the last seven. */
    AdminAnswer tlsResults(AdminRequest request) throws AdminFailure, StoreException {
        LocalDate last = LocalDate.now(ZoneOffset.UTC);
        int days = LAST_DAYS;
        if (request.has("day")) {
            try {
                last = LocalDate.parse(request.options().get("day"));
                days = 1;
            } catch (DateTimeException e) {
                throw new AdminFailure("--day wants a date such as " + last);
            }
        }
        var table = new Table("day", "domain", "policy", "host", "result", "connections");
        for (LocalDate day = last.minusDays(days - 1L); !day.isAfter(last); day = day.plusDays(1)) {
            for (TlsResult each : store.tlsResults().of(day)) {
                table.row(day, each.domain(), each.policy(), each.host(), each.result(), each.count());
            }
        }
        return AdminAnswer.done(table.lines(request));
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
