package posthouse.server.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import posthouse.common.address.BadAddress;
import posthouse.common.address.Domain;
import posthouse.common.net.LogText;
import posthouse.mailstore.Journeys;
import posthouse.mailstore.OutboundQueue;
import posthouse.mailstore.QueuedMessage;
import posthouse.mailstore.QueuedMessage.Progress;
import posthouse.mailstore.QueuedMessage.Recipient;
import posthouse.mailstore.StoreException;

/** {@code queue list}, {@code show}, {@code retry}, {@code hold}, {@code release} and {@code remove}. */
final class QueueAdministration {

    private static final int PAGE = 500;
    private static final int LISTED = 1000;
    private static final int SHOWN = 80;

    private final OutboundQueue queue;
    private final Journeys journeys;

    QueueAdministration(OutboundQueue queue, Journeys journeys) {
        this.queue = queue;
        this.journeys = journeys;
    }

    AdminAnswer list(AdminRequest request) throws AdminFailure, BadAddress, StoreException {
        String domain = domain(request);
        int limit = limit(request);
        var table = new Table("id", "arrived", "octets", "from", "to", "state", "attempts", "next", "answer");
        int messages = 0;
        boolean more = false;
        for (long last = 0; !more; ) {
            var page = queue.list(last, PAGE);
            for (QueuedMessage message : page) {
                var recipients = message.recipients().stream().filter(r -> domain == null || r.domain().equals(domain)).toList();
                more = !recipients.isEmpty() && messages == limit;
                if (more) {
                    break;
                }
                messages += recipients.isEmpty() ? 0 : 1;
                recipients.forEach(r -> row(table, message, r));
                last = message.id();
            }
            if (page.size() < PAGE) {
                break;
            }
        }
        return new AdminAnswer(0, table.lines(request), more ? List.of("there are more; --limit shows them") : List.of());
    }

    private static int limit(AdminRequest request) throws AdminFailure {
        String limit = request.options().getOrDefault("limit", Integer.toString(LISTED));
        if (!limit.matches("[1-9]\\d{0,7}")) {
            throw new AdminFailure("--limit wants a number");
        }
        return Integer.parseInt(limit);
    }

    private static void row(Table table, QueuedMessage message, Recipient recipient) {
        Progress progress = recipient.progress();
        table.row(message.terms().journey(), time(message.arrival()), message.size(), message.sender(), recipient.to().address(), state(progress),
            progress.attempts(), progress.held() ? "" : time(progress.nextAttempt()), LogText.of(progress.reply(), SHOWN));
    }

    private static String state(Progress progress) {
        return progress.held() ? "held" : progress.attempts() > 0 ? "deferred" : progress.nextAttempt().isAfter(Instant.now()) ? "waiting" : "due";
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    AdminAnswer show(AdminRequest request) throws AdminFailure, StoreException {
        var lines = new ArrayList<String>();
        for (QueuedMessage message : find(request.arguments().get(0))) {
            var terms = message.terms();
            lines.add("id " + terms.journey() + (lines.isEmpty() ? "" : " (another envelope)"));
            lines.add("from " + message.sender());
            lines.add("arrived " + time(message.arrival()) + ", " + message.size() + " octets"
                + (terms.priority() == 0 ? "" : ", priority " + terms.priority()) + (terms.requireTls() ? ", REQUIRETLS" : "")
                + (terms.smtpUtf8() ? ", SMTPUTF8" : "") + (terms.envId() == null ? "" : ", ENVID " + LogText.of(terms.envId())));
            terms.deliverBy().ifPresent(by -> lines.add("to be delivered by " + time(by.until())));
            for (Recipient recipient : message.recipients()) {
                Progress progress = recipient.progress();
                lines.add("to <" + recipient.to().address() + "> " + state(progress) + ", " + progress.attempts() + " attempts");
                if (progress.lastAttempt() != null) {
                    lines.add("  last " + time(progress.lastAttempt()) + (progress.host().isEmpty() ? "" : " at " + progress.host()) + ": "
                        + progress.reply());
                }
                if (!progress.held()) {
                    lines.add("  next " + time(progress.nextAttempt()) + inWords(progress.nextAttempt()));
                }
            }
        }
        journeys.of(request.arguments().get(0)).stream().filter(step -> step.what().startsWith("attempt"))
            .forEach(step -> lines.add(time(step.at()) + ' ' + step.what()));
        return AdminAnswer.done(lines);
    }

    private static String inWords(Instant next) {
        long seconds = Duration.between(Instant.now(), next).toSeconds();
        return seconds <= 0 ? " (due)" : seconds < 120 ? " (in " + seconds + " s)" : " (in " + seconds / 60 + " min)";
    }

    AdminAnswer retry(AdminRequest request) throws AdminFailure, BadAddress, StoreException {
        return change(request, "to be tried now", ids -> queue.retry(ids, false));
    }

    AdminAnswer hold(AdminRequest request) throws AdminFailure, BadAddress, StoreException {
        return change(request, "held", queue::hold);
    }

    AdminAnswer release(AdminRequest request) throws AdminFailure, BadAddress, StoreException {
        return change(request, "released", ids -> queue.retry(ids, true));
    }

    AdminAnswer remove(AdminRequest request) throws AdminFailure, BadAddress, StoreException {
        return change(request, "removed", queue::remove);
    }

    private interface Change {
        void of(Collection<Long> messages) throws StoreException;
    }

    private AdminAnswer change(AdminRequest request, String done, Change change) throws AdminFailure, BadAddress, StoreException {
        int ways = (request.arguments().isEmpty() ? 0 : 1) + (request.has("all") ? 1 : 0) + (request.has("domain") ? 1 : 0);
        if (ways != 1) {
            throw new AdminFailure("say which messages: ids, --domain or --all");
        }
        int count = 0;
        if (!request.arguments().isEmpty()) {
            var ids = new ArrayList<Long>();
            for (String argument : request.arguments()) {
                find(argument).forEach(message -> ids.add(message.id()));
            }
            change.of(ids);
            count = ids.size();
        } else {
            String domain = domain(request);
            for (long last = 0; ; ) {
                List<Long> ids = domain == null ? queue.list(last, PAGE).stream().map(QueuedMessage::id).toList() : queue.ofDomain(domain, last, PAGE);
                if (ids.isEmpty()) {
                    break;
                }
                change.of(ids);
                count += ids.size();
                last = ids.get(ids.size() - 1);
            }
        }
        return AdminAnswer.done(List.of(count + (count == 1 ? " message " : " messages ") + done));
    }

    private static String domain(AdminRequest request) throws BadAddress {
        return request.has("domain") ? Domain.parse(request.options().get("domain")).name() : null;
    }

    private List<QueuedMessage> find(String id) throws AdminFailure, StoreException {
        var found = queue.named(id);
        if (found.isEmpty()) {
            throw new AdminFailure("there is no message " + id + " in the queue; queue list shows those there are");
        }
        return found;
    }
}
