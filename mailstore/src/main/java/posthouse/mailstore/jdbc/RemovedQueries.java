package posthouse.mailstore.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import posthouse.mailstore.Flags;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.jdbc.RemovedRows.Refill;
import posthouse.mailstore.jdbc.RemovedRows.Expunged;
import posthouse.mailstore.jdbc.RemovedRows.Removal;
import posthouse.mailstore.jdbc.RemovedRows.RemovedAccount;
import posthouse.mailstore.jdbc.RemovedRows.RemovedMailbox;
import posthouse.mailstore.jdbc.RemovedRows.RemovedMessage;

/** What is read of messages, mailboxes and accounts that were removed and can come back. */
final class RemovedQueries {
    private static final String MAILBOX = "select id, account, name, uses, uidvalidity, uidnext, modseq, removed_at from removed_mailbox ";

    private RemovedQueries() {
    }

    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> List<T> rows(Connection connection, String sql, RowReader<T> reader, long... parameters) throws SQLException {
        var rows = new ArrayList<T>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setLong(i + 1, parameters[i]);
            }
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    rows.add(reader.read(row));
                }
            }
        }
        return rows;
    }

    /** Removed messages of a mailbox from this UID on, ascending. */
    static List<RemovedMessage> messages(Connection connection, long mailbox, long firstUid, int limit) throws SQLException {
        return rows(connection, "select m.id, m.modseq, m.flags, m.keywords, m.size, m.internal_date, m.save_date, m.email_id, m.body"
            + Queries.WHEREABOUTS + ", m.removed_at, m.with_mailbox from removed_message m join body b on b.id = m.body where m.id between ? and ? "
            + "order by m.id limit ?", row -> new RemovedMessage(mailbox, Queries.message(row, Queries.where(row, null)), row.getLong(14), row.getInt(15) == 1),
            Queries.key(mailbox, firstUid), Queries.key(mailbox, 0xffffffffL), limit);
    }

    /** What a mailbox gets back that was deleted with its messages. */
    static Refill refill(Connection connection, long mailbox) throws SQLException {
        long modSeq = rows(connection, MAILBOX + "where id = ?", RemovedQueries::mailbox, mailbox).stream().findFirst().map(RemovedMailbox::modSeq).orElse(0L);
        var uids = new UidSet.Builder();
        long unseen = 0;
        long deleted = 0;
        long octets = 0;
        try (PreparedStatement query = connection.prepareStatement("select id, flags, size from removed_message where with_mailbox = 1 and id between ? "
            + "and ? order by id")) {
            query.setLong(1, Queries.key(mailbox, 0));
            query.setLong(2, Queries.key(mailbox, 0xffffffffL));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    uids.add(Queries.uid(row.getLong(1)));
                    Flags flags = FlagColumns.flags(row.getInt(2), null);
                    unseen += flags.has(Flags.System.SEEN) ? 0 : 1;
                    deleted += flags.has(Flags.System.DELETED) ? 1 : 0;
                    octets += row.getLong(3);
                }
            }
        }
        return new Refill(modSeq, uids.build(), unseen, deleted, octets);
    }

    static long countRefill(Connection connection, long mailbox) throws SQLException {
        return rows(connection, "select count(*) from removed_message where with_mailbox = 1 and id between ? and ?", row -> row.getLong(1),
            Queries.key(mailbox, 0), Queries.key(mailbox, 0xffffffffL)).get(0);
    }

    static List<RemovedMailbox> mailboxes(Connection connection, long account) throws SQLException {
        return rows(connection, MAILBOX + "where account = ? order by id", RemovedQueries::mailbox, account);
    }

    /** Of all accounts. */
    static List<RemovedMailbox> mailboxes(Connection connection) throws SQLException {
        return rows(connection, MAILBOX + "order by id", RemovedQueries::mailbox);
    }

    private static RemovedMailbox mailbox(ResultSet row) throws SQLException {
        return new RemovedMailbox(row.getLong(1), row.getLong(2), row.getString(3), Queries.uses(row.getString(4)), row.getLong(5), row.getLong(6),
            row.getLong(7), row.getLong(8));
    }

    static List<RemovedAccount> accounts(Connection connection) throws SQLException {
        return rows(connection, "select id, local_part, domain, removed_at from removed_account order by id",
            row -> new RemovedAccount(row.getLong(1), row.getString(2), row.getString(3), row.getLong(4)));
    }

    /** Octets of bodies that no other messages share. */
    static long octets(Connection connection) throws SQLException {
        return rows(connection, "select coalesce(sum(b.stored), 0) from body b join (select body, count(*) as times from removed_message group by body) r "
            + "on r.body = b.id where b.refs <= r.times", row -> row.getLong(1)).get(0);
    }

    /** Removed messages of all mailboxes, by their keys, behind one of them. */
    static List<Removal> removals(Connection connection, long mailbox, long afterUid, int limit) throws SQLException {
        return rows(connection, "select id, removed_at from removed_message where id > ? order by id limit ?",
            row -> new Removal(row.getLong(1) >>> 32, Queries.uid(row.getLong(1)), row.getLong(2)), Queries.key(mailbox, afterUid), limit);
    }

    /** The oldest of what is remembered of expunged UIDs of a mailbox. */
    static List<Expunged> expunged(Connection connection, long mailbox, int limit) throws SQLException {
        return rows(connection, "select mailbox, modseq, first_uid, removed_at from expunged where mailbox = ? order by mailbox, modseq, first_uid limit ?",
            row -> new Expunged(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)), mailbox, limit);
    }

    /** The next mailbox that has expunged UIDs; 0 if there is none. */
    static long nextExpunged(Connection connection, long mailbox) throws SQLException {
        return rows(connection, "select mailbox from expunged where mailbox > ? order by mailbox limit 1", row -> row.getLong(1), mailbox).stream()
            .findFirst().orElse(0L);
    }
}
