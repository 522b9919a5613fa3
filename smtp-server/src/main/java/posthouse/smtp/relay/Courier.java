package posthouse.smtp.relay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.mailstore.MessageBody;
import posthouse.mailstore.OutOfSpace;
import posthouse.mailstore.OutboundQueue.Conclusion;
import posthouse.mailstore.QueuedMessage;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Unavailable;
import posthouse.smtp.relay.client.Content;

/** Carries messages to one domain, as long as there are any, and says after each what became of it. */
final class Courier implements Runnable {

    private static final Logger LOG = LogManager.getLogger("posthouse.smtp.relay");
    private static final int LOAD = 10;
    private static final int TURN = 50;
    private static final int TOGETHER = 100;
    private static final long PAUSE = 1_000_000_000L;

    private final Scheduler scheduler;
    private final Shared shared;
    private final RetryTimes times;
    private final Destination destination;
    private Instant looked = Instant.EPOCH;

    Courier(Scheduler scheduler, Shared shared, RetryTimes times, Destination destination) {
        this.scheduler = scheduler;
        this.shared = shared;
        this.times = times;
        this.destination = destination;
    }

    @Override
    public void run() {
        boolean goesOn = false;
        try (var attempt = new Attempt(shared, destination.domain())) {
            goesOn = carry(attempt);
        } catch (StoreException e) {
            LOG.warn("mail for {} must wait: {}", destination.domain(), e.getMessage());
            destination.rest(scheduler.now().plusSeconds(5));
        } catch (RuntimeException e) {
            LOG.error("carrying mail to {} failed", destination.domain(), e);
            destination.failed(scheduler.now());
        }
        if (goesOn) {
            scheduler.again(this);
        } else {
            scheduler.ended(destination, looked);
        }
    }

    /** @return whether there is more to do, after others had their turn */
    private boolean carry(Attempt attempt) throws StoreException {
        for (int carried = 0; !scheduler.isClosing(); ) {
            List<QueuedMessage> load = claim(LOAD);
            if (load.isEmpty()) {
                return false;
            }
            if (load.size() == LOAD) {
                scheduler.more(destination);
            }
            if (!carry(attempt, new ArrayList<>(load))) {
                return false;
            }
            carried += load.size();
            if (carried >= TURN && scheduler.isCrowded()) {
                return true;
            }
        }
        return false;
    }

    private List<QueuedMessage> claim(int most) throws StoreException {
        destination.looking();
        looked = scheduler.now();
        String domain = destination.domain();
        return shared.store().queue().claim(domain, other -> shared.ways().together(domain, other), looked, most);
    }

    /** @return whether the domain can take more */
    private boolean carry(Attempt attempt, List<QueuedMessage> load) throws StoreException {
        try {
            while (!load.isEmpty() && !scheduler.isClosing()) {
                Instant turn = shared.rates().turn(destination.domain(), scheduler.now());
                if (turn.isAfter(scheduler.now())) {
                    destination.rest(turn);
                    return false;
                }
                Map<Integer, Outcome> outcomes = send(attempt, load.remove(0));
                if (attempt.isUnreachable()) {
                    putOff(load, outcomes.values().iterator().next());
                    return false;
                }
                if (outcomes.values().stream().anyMatch(o -> o.kind() != Outcome.Kind.DEFERRED)) {
                    destination.succeeded();
                }
            }
            return load.isEmpty();
        } finally {
            load.forEach(shared.store().queue()::release);
        }
    }

    private Map<Integer, Outcome> send(Attempt attempt, QueuedMessage message) throws StoreException {
        try (MessageBody body = open(message)) {
            if (shared.isLocal(destination.domain())) {
                return new LocalDelivery(shared, times, scheduler.now()).of(message, body);
            }
            return send(attempt, message, body);
        }
    }

    private Map<Integer, Outcome> send(Attempt attempt, QueuedMessage message, MessageBody body) throws StoreException {
        boolean concluded = false;
        try {
            Map<Integer, Outcome> outcomes = body == null ? Outcome.all(message, Outcome.no(false, "4.3.0", "", "the message can't be read", false))
                : transfer(attempt, message, body);
            if (attempt.isUnreachable()) {
                destination.failed(scheduler.now());
            }
            conclude(message, outcomes, body);
            concluded = true;
            return outcomes;
        } finally {
            if (!concluded) {
                shared.store().queue().release(message);
            }
        }
    }

    /** What the other server has answered is noted before anything else goes there: or, as long as our disk is full, it would be sent again and again. */
    private void conclude(QueuedMessage message, Map<Integer, Outcome> outcomes, MessageBody body) throws StoreException {
        boolean answered = outcomes.values().stream().anyMatch(o -> o.kind() != Outcome.Kind.DEFERRED);
        Runnable lines = null;
        while (true) {
            try (var sentence = new Verdict(shared, times, message, scheduler.now()).of(outcomes, body)) {
                if (lines == null) {
                    lines = sentence.lines();
                    lines.run();
                }
                shared.store().queue().conclude(List.of(sentence.conclusion()));
                return;
            } catch (OutOfSpace | Unavailable e) {
                if (!answered || scheduler.isClosing()) {
                    throw e;
                }
                LOG.warn("{} was sent, which can't be noted yet: {}", message.terms().journey(), e.getMessage());
                LockSupport.parkNanos(PAUSE);
            }
        }
    }

    /** Our own mistake must not keep the others from going. */
    private Map<Integer, Outcome> transfer(Attempt attempt, QueuedMessage message, MessageBody body) {
        try {
            return attempt.send(message, new Content(body), scheduler.now());
        } catch (RuntimeException e) {
            LOG.error("{}: sending it failed", message.terms().journey(), e);
            attempt.close();
            return Outcome.all(message, Outcome.no(false, "4.3.0", "", "something went wrong here", false));
        }
    }

    /** @return {@code null} if it can't be read */
    private MessageBody open(QueuedMessage message) {
        try {
            return shared.store().queue().body(message);
        } catch (StoreException e) {
            LOG.error("{} can't be read: {}", message.terms().journey(), e.getMessage());
            return null;
        }
    }

    /** Nobody there can be reached: all that is due waits as well, without each of them finding out for itself. */
    private void putOff(List<QueuedMessage> load, Outcome why) throws StoreException {
        while (!load.isEmpty() && !scheduler.isClosing()) {
            var sentences = new ArrayList<Verdict.Sentence>();
            List<QueuedMessage> claimed = List.copyOf(load);
            boolean concluded = false;
            try {
                var conclusions = new ArrayList<Conclusion>();
                for (QueuedMessage message : load) {
                    Verdict.Sentence sentence = putOff(message, why);
                    sentences.add(sentence);
                    sentence.lines().run();
                    conclusions.add(sentence.conclusion());
                }
                load.clear();
                shared.store().queue().conclude(conclusions);
                concluded = true;
            } finally {
                if (!concluded) {
                    claimed.forEach(shared.store().queue()::release);
                }
                sentences.forEach(Verdict.Sentence::close);
            }
            load.addAll(claim(TOGETHER));
        }
    }

    private Verdict.Sentence putOff(QueuedMessage message, Outcome why) throws StoreException {
        try (MessageBody body = open(message)) {
            return new Verdict(shared, times, message, scheduler.now()).of(Outcome.all(message, why), body);
        }
    }
}
