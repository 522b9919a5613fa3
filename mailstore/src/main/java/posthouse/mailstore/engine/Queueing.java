package posthouse.mailstore.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import posthouse.mailstore.Outgoing;
import posthouse.mailstore.QueuedMessage;
import posthouse.mailstore.QueuedMessage.Progress;
import posthouse.mailstore.QueuedMessage.Recipient;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.QueueChange;

/** Puts envelopes of one body into the outbound queue. */
final class Queueing {

    private Queueing() {
    }

    /**
     * @param firstId of their ids
     * @param octets of the body
     */
    static List<Change> changes(List<Outgoing> outgoing, long firstId, long body, long octets, long now) {
        var changes = new ArrayList<Change>();
        Instant arrival = Instant.ofEpochMilli(now);
        for (Outgoing each : outgoing) {
            if (!each.recipients().isEmpty()) {
                changes.add(new QueueChange.QueueMessage(new QueuedMessage(firstId + changes.size(), each.sender(), each.terms(), arrival,
                    octets + each.prefix().length, each.prefix(), body, recipients(each, arrival))));
            }
        }
        return changes;
    }

    private static List<Recipient> recipients(Outgoing outgoing, Instant arrival) {
        Instant hold = outgoing.terms().holdUntil();
        Progress progress = Progress.first(hold == null || hold.isBefore(arrival) ? arrival : hold);
        var recipients = new ArrayList<Recipient>();
        for (Outgoing.To to : outgoing.recipients()) {
            recipients.add(new Recipient(recipients.size() + 1, to, progress));
        }
        return recipients;
    }
}
