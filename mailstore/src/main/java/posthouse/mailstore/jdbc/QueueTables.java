package posthouse.mailstore.jdbc;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import posthouse.mailstore.QueuedMessage;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.QueueRows.Due;
import posthouse.mailstore.jdbc.QueueRows.Turn;

/** What readers ask of the outbound queue. Each question costs steps of an index, however long the queue is. */
public final class QueueTables {

    /** Senders of one domain that are looked at in one go. */
    private static final int TURNS = 1000;

    private final Database database;

    QueueTables(Database database) {
        this.database = database;
    }

    public Optional<QueuedMessage> find(long id) throws Unavailable {
        return database.read(c -> QueueRows.find(c, id));
    }

    public List<QueuedMessage> list(long after, int limit) throws Unavailable {
        return database.read(c -> QueueRows.list(c, after, limit));
    }

    /** Looks through all of them: for people who ask. */
    public List<QueuedMessage> named(String journey) throws Unavailable {
        return database.read(c -> QueueRows.named(c, journey));
    }

    public List<Long> ofDomain(String domain, long after, int limit) throws Unavailable {
        return database.read(c -> QueueRows.ofDomain(c, domain, after, limit));
    }

    public List<String> domains(String after, int limit) throws Unavailable {
        return database.read(c -> QueueRows.domains(c, after, limit));
    }

    public Optional<Instant> nextDue(String domain, Instant now) throws Unavailable {
        return database.read(c -> QueueRows.nextDue(c, domain, now));
    }

    /** Where a message's octets stand. */
    public Optional<MessageRow> octets(QueuedMessage message) throws Unavailable {
        return database.read(c -> QueueRows.octets(c, message));
    }

    /**
     * Messages that have due recipients at a domain: urgent ones first, of equally urgent ones a few from each sender in turn.
     *
     * @param lastAccount of the sender whose turn was last, for fairness from one call to the next
     * @param claimed recipients to be passed over, by message and number
     * @param claimedCount how many these are at most
     */
    public List<QueuedMessage> due(String domain, long lastAccount, Instant now, int limit, BiPredicate<Long, Integer> claimed, int claimedCount)
            throws Unavailable {
        return database.read(c -> {
            Set<Long> ids = new LinkedHashSet<>();
            var turns = new ArrayList<Turn>();
            Optional<Turn> next = QueueRows.nextTurn(c, domain, Turn.FIRST);
            while (next.isPresent() && turns.size() < TURNS) {
                turns.add(next.get());
                next = QueueRows.nextTurn(c, domain, next.get());
            }
            for (int from = 0; from < turns.size() && ids.size() < limit; ) {
                int precedence = turns.get(from).precedence();
                var equal = turns.stream().filter(t -> t.precedence() == precedence).toList();
                take(limit, ids, inTurn(equal, lastAccount), turn -> QueueRows.due(c, domain, turn, now, limit + claimedCount), claimed);
                from += equal.size();
            }
            var messages = new ArrayList<QueuedMessage>();
            for (long id : ids) {
                QueueRows.find(c, id).ifPresent(messages::add);
            }
            return messages;
        });
    }

    private interface Asking {
        List<Due> of(Turn turn) throws SQLException;
    }

    /** One message from each sender, then a second from each, and so on. */
    private static void take(int limit, Set<Long> ids, List<Turn> turns, Asking asking, BiPredicate<Long, Integer> claimed)
            throws SQLException {
        var waiting = new ArrayList<List<Long>>();
        for (Turn turn : turns) {
            var messages = asking.of(turn).stream().filter(due -> !claimed.test(due.message(), due.number())).map(Due::message).distinct().toList();
            if (!messages.isEmpty()) {
                waiting.add(messages);
            }
            if (waiting.size() == limit) {
                break;
            }
        }
        int most = waiting.stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < most; i++) {
            for (List<Long> messages : waiting) {
                if (i < messages.size() && ids.size() < limit) {
                    ids.add(messages.get(i));
                }
            }
        }
    }

    private static List<Turn> inTurn(List<Turn> turns, long lastAccount) {
        var ordered = new ArrayList<Turn>(turns.size());
        turns.stream().filter(t -> t.account() > lastAccount).forEach(ordered::add);
        turns.stream().filter(t -> t.account() <= lastAccount).forEach(ordered::add);
        return ordered;
    }
}
