package posthouse.mailstore.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import posthouse.common.address.BadAddress;
import posthouse.common.address.EmailAddress;
import posthouse.common.address.ReversePath;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Outgoing.DeliverBy;
import posthouse.mailstore.Outgoing.Notify;
import posthouse.mailstore.Outgoing.Return;
import posthouse.mailstore.Outgoing.Terms;
import posthouse.mailstore.Outgoing.To;
import posthouse.mailstore.QueuedMessage;
import posthouse.mailstore.QueuedMessage.Progress;
import posthouse.mailstore.QueuedMessage.Recipient;

/** The tables of the outbound queue: what their columns mean, and what is read from them, on whatever connection. */
final class QueueRows {

    private static final String MESSAGE_COLUMNS = "select id, body, prefix, size, sender, arrival, journey, account, env_id, ret, smtp_utf8, "
        + "require_tls, priority, hold_until, deliver_by, by_returned, by_trace from queue_message ";

    private QueueRows() {
    }

    static long millis(Instant instant) {
        return instant == null ? 0 : instant.toEpochMilli();
    }

    private static Instant instant(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    static String words(Set<Notify> notify) {
        return notify.stream().sorted().map(Notify::name).collect(Collectors.joining(" "));
    }

    private static Set<Notify> notify(String words) {
        var notify = EnumSet.noneOf(Notify.class);
        Stream.of(words.split(" ")).filter(w -> !w.isEmpty()).forEach(w -> notify.add(Notify.valueOf(w)));
        return notify;
    }

    static Optional<QueuedMessage> find(Connection connection, long id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(MESSAGE_COLUMNS + "where id = ?")) {
            query.setLong(1, id);
            return messages(connection, query).stream().findFirst();
        }
    }

    static List<QueuedMessage> list(Connection connection, long after, int limit) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(MESSAGE_COLUMNS + "where id > ? order by id limit ?")) {
            query.setLong(1, after);
            query.setInt(2, limit);
            return messages(connection, query);
        }
    }

    static List<QueuedMessage> named(Connection connection, String journey) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(MESSAGE_COLUMNS + "where journey = ? order by id limit 100")) {
            query.setString(1, journey);
            return messages(connection, query);
        }
    }

    static List<Long> ofDomain(Connection connection, String domain, long after, int limit) throws SQLException {
        var ids = new ArrayList<Long>();
        try (PreparedStatement query = connection.prepareStatement("select distinct message from queue_recipient where domain = ? and message > ? "
            + "order by message limit ?")) {
            query.setString(1, domain);
            query.setLong(2, after);
            query.setInt(3, limit);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                }
            }
        }
        return ids;
    }

    private static List<QueuedMessage> messages(Connection connection, PreparedStatement query) throws SQLException {
        var messages = new ArrayList<QueuedMessage>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                messages.add(new QueuedMessage(row.getLong(1), sender(row.getString(5)), terms(row), Instant.ofEpochMilli(row.getLong(6)),
                    row.getLong(4), row.getBytes(3), row.getLong(2), List.of()));
            }
        }
        for (int i = 0; i < messages.size(); i++) {
            messages.set(i, messages.get(i).with(recipients(connection, messages.get(i).id())));
        }
        return messages;
    }

    private static Terms terms(ResultSet row) throws SQLException {
        String ret = row.getString(10);
        long by = row.getLong(15);
        return new Terms(row.getString(7), row.getLong(8), row.getString(9), ret == null ? null : Return.valueOf(ret), row.getInt(11) == 1,
            row.getInt(12) == 1, row.getInt(13), instant(row.getLong(14)),
            by == 0 ? Optional.empty() : Optional.of(new DeliverBy(instant(by), row.getInt(16) == 1, row.getInt(17) == 1)));
    }

    private static List<Recipient> recipients(Connection connection, long message) throws SQLException {
        var recipients = new ArrayList<Recipient>();
        try (PreparedStatement query = connection.prepareStatement("select number, address, orcpt, notify, attempts, last_attempt, next_attempt, "
            + "held, delay_told, host, reply from queue_recipient where message = ? order by number")) {
            query.setLong(1, message);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    recipients.add(new Recipient(row.getInt(1), new To(address(row.getString(2)), row.getString(3), notify(row.getString(4))),
                        new Progress(row.getInt(5), instant(row.getLong(6)), Instant.ofEpochMilli(row.getLong(7)), row.getInt(8) == 1,
                            row.getInt(9) == 1, row.getString(10), row.getString(11))));
                }
            }
        }
        return recipients;
    }

    static List<String> domains(Connection connection, String after, int limit) throws SQLException {
        var domains = new ArrayList<String>();
        try (PreparedStatement query = connection.prepareStatement("select domain from queue_recipient where domain > ? order by domain limit 1")) {
            String last = after;
            while (domains.size() < limit) { // one step of the index for each, however many recipients it has
                query.setString(1, last);
                try (ResultSet row = query.executeQuery()) {
                    if (!row.next()) {
                        break;
                    }
                    last = row.getString(1);
                    domains.add(last);
                }
            }
        }
        return domains;
    }

    static Optional<Instant> nextDue(Connection connection, String domain, Instant now) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select next_attempt from queue_recipient where domain = ? and held = 0 "
            + "and next_attempt > ? order by next_attempt limit 1")) {
            query.setString(1, domain);
            query.setLong(2, now.toEpochMilli());
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(Instant.ofEpochMilli(row.getLong(1))) : Optional.empty();
            }
        }
    }

    /** A place in a domain's queue: all messages of one priority that one sender has there. */
    record Turn(int precedence, long account) {
        static final Turn FIRST = new Turn(Integer.MIN_VALUE, -1);
    }

    static Optional<Turn> nextTurn(Connection connection, String domain, Turn after) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select account from queue_recipient where domain = ? and precedence = ? "
            + "and account > ? order by account limit 1")) {
            query.setString(1, domain);
            query.setInt(2, after.precedence);
            query.setLong(3, after.account);
            try (ResultSet row = query.executeQuery()) {
                if (row.next()) {
                    return Optional.of(new Turn(after.precedence, row.getLong(1)));
                }
            }
        }
        try (PreparedStatement query = connection.prepareStatement("select precedence, account from queue_recipient where domain = ? "
            + "and precedence > ? order by precedence, account limit 1")) {
            query.setString(1, domain);
            query.setInt(2, after.precedence);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(new Turn(row.getInt(1), row.getLong(2))) : Optional.empty();
            }
        }
    }

    /** A recipient that is due. */
    record Due(long message, int number) {
    }

    static List<Due> due(Connection connection, String domain, Turn turn, Instant now, int limit) throws SQLException {
        var due = new ArrayList<Due>();
        try (PreparedStatement query = connection.prepareStatement("select message, number from queue_recipient where domain = ? "
            + "and precedence = ? and account = ? and held = 0 and next_attempt <= ? order by next_attempt limit ?")) {
            query.setString(1, domain);
            query.setInt(2, turn.precedence);
            query.setLong(3, turn.account);
            query.setLong(4, now.toEpochMilli());
            query.setInt(5, limit);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    due.add(new Due(row.getLong(1), row.getInt(2)));
                }
            }
        }
        return due;
    }

    /** A queued message as its octets are opened: like a message in no mailbox. */
    static Optional<MessageRow> octets(Connection connection, QueuedMessage message) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select segment, place, form from body where id = ?")) {
            query.setLong(1, message.body());
            try (ResultSet row = query.executeQuery()) {
                long arrival = message.arrival().toEpochMilli();
                return row.next() ? Optional.of(new MessageRow(0, 0, Flags.NONE, message.size(), arrival, arrival, message.id(), message.body(),
                    new Whereabouts(message.prefix(), row.getInt(1), row.getLong(2), row.getInt(3)))) : Optional.empty();
            }
        }
    }

    /** These texts were parsed before they were written. */
    private static ReversePath sender(String text) throws SQLException {
        try {
            return ReversePath.parse(text);
        } catch (BadAddress e) {
            throw new SQLException(e);
        }
    }

    private static EmailAddress address(String text) throws SQLException {
        try {
            return EmailAddress.parse(text);
        } catch (BadAddress e) {
            throw new SQLException(e);
        }
    }
}
