package posthouse.mailstore.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import posthouse.mailstore.UidSet;

/** What is read of messages' annotations. */
final class MessageAnnotationQueries {
    private static final int FETCHED_AT_ONCE = 500;

    private MessageAnnotationQueries() {
    }

    /** Of all the accounts together. */
    static final long ANYONE = -1;

    /**
     * Annotations of a range of UIDs, ascending, by account and name: of whole messages, up to the one with which they have {@code enough} octets.
     *
     * @param account whose, besides those that are everyone's; {@link #ANYONE} for all
     * @param gone whether those come too that there are no more, or whose message is none any more
     */
    static MessageAnnotationRow.Some find(Connection connection, long mailbox, UidSet.Range uids, long account, boolean gone, int enough) throws SQLException {
        var found = new ArrayList<MessageAnnotationRow>();
        String sql = "select id, account, name, modseq, octets from message_annotation where id between ? and ?"
            + (account == ANYONE ? "" : " and account in (0, ?)") + (gone ? "" : " and octets is not null and exists (select 1 from message m where m.id = message_annotation.id)") + " order by id, account, name";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setFetchSize(FETCHED_AT_ONCE);
            query.setLong(1, Queries.key(mailbox, uids.first()));
            query.setLong(2, Queries.key(mailbox, uids.last()));
            if (account != ANYONE) {
                query.setLong(3, account);
            }
            long octets = 0;
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    long uid = Queries.uid(row.getLong(1));
                    if (octets >= enough && uid != found.get(found.size() - 1).uid()) {
                        return new MessageAnnotationRow.Some(found, found.get(found.size() - 1).uid());
                    }
                    byte[] value = row.getBytes(5);
                    found.add(new MessageAnnotationRow(uid, row.getLong(2), row.getString(3), row.getLong(4), value));
                    octets += row.getString(3).length() + 100 + (value == null ? 0 : value.length);
                }
            }
        }
        return new MessageAnnotationRow.Some(found, uids.last());
    }

    /** Those of an account, and everyone's, that were set after a mod-sequence: their names, by UID. */
    static List<MessageAnnotationRow> changed(Connection connection, long mailbox, UidSet.Range uids, long account, long modSeq, int most) throws SQLException {
        var found = new ArrayList<MessageAnnotationRow>();
        try (PreparedStatement query = connection.prepareStatement("select id, account, name, modseq from message_annotation where id between ? and ? "
            + "and account in (0, ?) and modseq > ? order by id, account, name limit ?")) {
            query.setLong(1, Queries.key(mailbox, uids.first()));
            query.setLong(2, Queries.key(mailbox, uids.last()));
            query.setLong(3, account);
            query.setLong(4, modSeq);
            query.setInt(5, most);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(new MessageAnnotationRow(Queries.uid(row.getLong(1)), row.getLong(2), row.getString(3), row.getLong(4), null));
                }
            }
        }
        return found;
    }

    /** Whether messages of these UIDs have annotations, or had some. */
    static boolean any(Connection connection, long mailbox, UidSet.Range uids) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select 1 from message_annotation where id between ? and ? limit 1")) {
            query.setLong(1, Queries.key(mailbox, uids.first()));
            query.setLong(2, Queries.key(mailbox, uids.last()));
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }
}
