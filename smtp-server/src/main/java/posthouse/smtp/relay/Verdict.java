package posthouse.smtp.relay;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.common.address.EmailAddress;
import posthouse.common.address.ReversePath;
import posthouse.common.net.LogText;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Directory.Resolution;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Incoming;
import posthouse.mailstore.MailStore.LocalCopy;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.OutboundQueue.Conclusion;
import posthouse.mailstore.OutboundQueue.NewMail;
import posthouse.mailstore.Outgoing;
import posthouse.mailstore.Outgoing.DeliverBy;
import posthouse.mailstore.Outgoing.Notify;
import posthouse.mailstore.Outgoing.Terms;
import posthouse.mailstore.Outgoing.To;
import posthouse.mailstore.QueuedMessage;
import posthouse.mailstore.QueuedMessage.Progress;
import posthouse.mailstore.QueuedMessage.Recipient;
import posthouse.mailstore.StoreException;
import posthouse.smtp.relay.Outcome.Kind;
import posthouse.smtp.relay.report.DeliveryReport;
import posthouse.smtp.relay.report.Reported;
import posthouse.smtp.relay.report.Reported.Action;

/** What follows from an attempt's outcomes: who is done with, who is tried again and when, and what the sender is told. */
final class Verdict {

    private static final Logger LOG = LogManager.getLogger("posthouse.smtp.relay");
    private static final byte[] NO_PREFIX = {};
    private static final int KEPT_TEXT = 500;

    private final Shared shared;
    private final RetryTimes times;
    private final QueuedMessage message;
    private final Instant now;
    private final Set<Integer> done = new HashSet<>();
    private final Map<Integer, Progress> deferred = new HashMap<>();
    private final List<Reported> reported = new ArrayList<>();

    Verdict(Shared shared, RetryTimes times, QueuedMessage message, Instant now) {
        this.shared = shared;
        this.times = times;
        this.message = message;
        this.now = now;
    }

    /**
     * @param body of the message, for what comes back with the notice
     * @return to be given to the queue, and then closed
     */
    Sentence of(Map<Integer, Outcome> outcomes, MessageBody body) throws StoreException {
        return of(outcomes, body, null);
    }

    /** @param delivery the message itself for mailboxes here, {@code null} if it goes to none */
    Sentence of(Map<Integer, Outcome> outcomes, MessageBody body, NewMail delivery) throws StoreException {
        for (Recipient recipient : message.recipients()) {
            judge(recipient, outcomes.get(recipient.number()));
        }
        Incoming report = null;
        try {
            NewMail notice = null;
            if (!reported.isEmpty() && !message.sender().isNull()) {
                report = shared.store().incoming();
                notice = notice(body, report);
            }
            return new Sentence(new Conclusion(message, done, deferred, delivery, notice), report,
                () -> message.recipients().forEach(recipient -> log(recipient, outcomes.get(recipient.number()))));
        } catch (StoreException | RuntimeException e) {
            if (report != null) {
                report.close();
            }
            throw e;
        }
    }

    /**
     * @param report {@code null} if there is none
     * @param lines says in the log and in the journey what became of each recipient
     */
    record Sentence(Conclusion conclusion, Incoming report, Runnable lines) implements AutoCloseable {
        @Override
        public void close() {
            if (report != null) {
                report.close();
            }
        }
    }

    private void judge(Recipient recipient, Outcome outcome) {
        switch (outcome.kind()) {
            case PASSED_ON -> done.add(recipient.number()); // the next server reports from here on (RFC 3461 5.2.1)
            case RELAYED -> succeed(recipient, outcome, Action.RELAYED);
            case DELIVERED -> succeed(recipient, outcome, Action.DELIVERED);
            case FAILED -> fail(recipient, outcome);
            case DEFERRED -> defer(recipient, outcome);
        }
    }

    private void log(Recipient recipient, Outcome outcome) {
        shared.store().journeys().note(message.terms().journey(), "attempt: <" + LogText.of(recipient.to().address()) + "> "
            + outcome.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + (outcome.host().isEmpty() ? ": " : " by " + outcome.host() + ": ")
            + LogText.of(outcome.text()));
        LOG.info("{} to={} {} {}{}", message.terms().journey(), LogText.of(recipient.to().address()), outcome.kind().name().toLowerCase(Locale.ROOT),
            outcome.host().isEmpty() ? "" : "by " + outcome.host() + ": ", LogText.of(outcome.text()));
    }

    private void succeed(Recipient recipient, Outcome outcome, Action action) {
        done.add(recipient.number());
        if (recipient.to().wants(Notify.SUCCESS)) {
            report(recipient, outcome, action);
        }
    }

    private void fail(Recipient recipient, Outcome outcome) {
        done.add(recipient.number());
        if (recipient.to().wants(Notify.FAILURE)) {
            report(recipient, outcome, Action.FAILED);
        }
    }

    private void defer(Recipient recipient, Outcome outcome) {
        Optional<DeliverBy> by = message.terms().deliverBy();
        boolean late = by.isPresent() && !by.get().until().isAfter(now);
        if (!times.end(message).isAfter(now)) {
            fail(recipient, new Outcome(Kind.FAILED, "4.4.7", outcome.host(), outcome.text(), outcome.remote()));
            return;
        } else if (late && by.get().returned()) { // RFC 2852 4.1.4
            fail(recipient, new Outcome(Kind.FAILED, "5.4.7", outcome.host(), outcome.text(), outcome.remote()));
            return;
        }
        Progress before = recipient.progress();
        boolean tell = !before.delayTold() && (late || !times.delayNotice(message).isAfter(now));
        int attempts = before.attempts() + 1;
        String text = outcome.text().length() > KEPT_TEXT ? outcome.text().substring(0, KEPT_TEXT) : outcome.text();
        deferred.put(recipient.number(), new Progress(attempts, now, times.next(message, attempts, before.delayTold() || tell, now), before.held(),
            before.delayTold() || tell, outcome.host(), text));
        if (tell && recipient.to().wants(Notify.DELAY)) {
            report(recipient, outcome, Action.DELAYED);
        }
    }

    private void report(Recipient recipient, Outcome outcome, Action action) {
        reported.add(new Reported(recipient.to(), action, outcome.status(), outcome.host(), outcome.text(), outcome.remote(), times.end(message)));
    }

    /** To the sender's mailboxes here, or through the queue; from {@code <>}, so that nothing ever answers it (RFC 5321 4.5.5). */
    private NewMail notice(MessageBody body, Incoming report) throws StoreException {
        Optional<EmailAddress> sender = message.sender().address();
        Resolution resolution = sender.map(shared.store().directory()::resolve).orElse(new Resolution.NoSuchUser());
        var accounts = resolution instanceof Resolution.Found found ? found.accounts() : List.<Account>of();
        var elsewhere = resolution instanceof Resolution.Found found ? found.elsewhere()
            : resolution instanceof Resolution.NotLocal ? List.of(sender.get()) : List.<EmailAddress>of();
        if (accounts.isEmpty() && elsewhere.isEmpty()) {
            LOG.info("{} nobody to tell: {}", message.terms().journey(), LogText.of(message.sender()));
            return null;
        }
        new DeliveryReport(shared.sender().hostname(), languages(accounts)).write(message, reported, body, now, report);
        shared.store().journeys().note(message.terms().journey(), "reported to " + LogText.of(message.sender()));
        byte[] prefix = ("Return-Path: <>\r\nDelivered-To: " + sender.get() + "\r\n").getBytes(StandardCharsets.UTF_8);
        var copies = accounts.stream().map(a -> new LocalCopy(a.id(), Mailboxes.INBOX, prefix, Flags.NONE)).toList();
        var terms = new Terms(message.terms().journey() + "-report", 0, null, null, DeliveryReport.isInternational(message, reported),
            message.terms().requireTls(), 0, null, Optional.empty()); // RFC 8689 5: protected as the message was
        var to = elsewhere.stream().map(a -> new To(a, null, Set.of(Notify.NEVER))).toList();
        return new NewMail(report, copies, to.isEmpty() ? List.of() : List.of(new Outgoing(ReversePath.NULL, terms, to, NO_PREFIX)));
    }

    private List<String> languages(List<Account> accounts) {
        var settings = accounts.isEmpty() ? shared.settings() : shared.settings().forAccount(accounts.get(0).address());
        String language = settings.get(RelayKeys.LANGUAGE);
        return language.equals("both") ? List.of("en", "zh") : List.of(language);
    }
}
