package posthouse.mailstore.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import posthouse.mailstore.Grant;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.journal.Numbers;
import posthouse.mailstore.journal.Position;
import posthouse.mailstore.journal.StoreKey;

/** What is read from the tables, on whatever connection. */
final class Queries {

    private static final String STATE = "select store_key, segment, place, batch, record, next_uidvalidity, next_mailbox, next_account, next_body, "
        + "next_email from store_state";
    private static final String MAILBOX_COLUMNS = "select id, account, name, uses, uidvalidity, uidnext, modseq, messages, unseen, deleted, octets, "
        + "first_recent, forgotten, annotated from mailbox ";

    private static final String MESSAGE_COLUMNS = "select m.id, m.modseq, m.flags, m.keywords, m.size, m.internal_date, m.save_date, m.email_id, m.body";
    /** Behind those: a row of another table for each message, so that it takes three times as long. */
    static final String WHEREABOUTS = ", m.prefix, b.segment, b.place, b.form";
    private static final String RANGE = "m.id between ? and ? order by m.id";
    private static final int FETCHED_AT_ONCE = 1000;

    private Queries() {
    }

    /** The one key of a message: a mailbox's messages lie together. */
    static long key(long mailbox, long uid) {
        return mailbox << 32 | uid;
    }

    static long uid(long key) {
        return key & 0xffffffffL;
    }

    static Optional<State> state(Connection connection) throws SQLException {
        return state(connection, STATE);
    }

    /** When nobody else has the row, which is locked then. */
    static Optional<State> stateForUpdate(Connection connection) throws SQLException {
        return state(connection, STATE + " for update");
    }

    private static Optional<State> state(Connection connection, String sql) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql); ResultSet row = query.executeQuery()) {
            return row.next() ? Optional.of(new State(new StoreKey(row.getBytes(1)),
                new Position(row.getInt(2), row.getLong(3), row.getLong(4), row.getLong(5)),
                new Numbers(row.getLong(6), row.getLong(7), row.getLong(8), row.getLong(9), row.getLong(10)))) : Optional.empty();
        }
    }

    /** Whose journal the tables follow, and how far. */
    record State(StoreKey key, Position position, Numbers numbers) {
    }

    static List<MailboxRow> mailboxes(Connection connection, long account) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(MAILBOX_COLUMNS + "where account = ?")) {
            query.setLong(1, account);
            return mailboxes(query);
        }
    }

    static Optional<MailboxRow> mailbox(Connection connection, long id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(MAILBOX_COLUMNS + "where id = ?")) {
            query.setLong(1, id);
            return mailboxes(query).stream().findFirst();
        }
    }

    static List<MailboxRow> largeMailboxes(Connection connection, long messages) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(MAILBOX_COLUMNS + "where messages >= ?")) {
            query.setLong(1, messages);
            return mailboxes(query);
        }
    }

    private static List<MailboxRow> mailboxes(PreparedStatement query) throws SQLException {
        var mailboxes = new ArrayList<MailboxRow>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                mailboxes.add(new MailboxRow(row.getLong(1), row.getLong(2), row.getString(3), uses(row.getString(4)), row.getLong(5), row.getLong(6),
                    row.getLong(7), row.getLong(8), row.getLong(9), row.getLong(10), row.getLong(11), row.getLong(12), row.getLong(13), row.getLong(14)));
            }
        }
        return mailboxes;
    }

    static long[] usageOf(Connection connection, String domain) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select coalesce(sum(m.octets), 0), coalesce(sum(m.messages), 0) from account a "
            + "join mailbox m on m.account = a.id where a.domain = ?")) {
            query.setString(1, domain);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return new long[] {row.getLong(1), row.getLong(2)};
            }
        }
    }

    static Set<SpecialUse> uses(String names) {
        var uses = EnumSet.noneOf(SpecialUse.class);
        Stream.of(names.split(" ")).filter(n -> !n.isEmpty()).forEach(n -> uses.add(SpecialUse.valueOf(n)));
        return uses;
    }

    static Set<String> subscriptions(Connection connection, long account) throws SQLException {
        var names = new HashSet<String>();
        try (PreparedStatement query = connection.prepareStatement("select name from subscription where account = ?")) {
            query.setLong(1, account);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
        }
        return names;
    }

    /** What others may do with the mailboxes of an account. */
    static Map<Long, List<Grant>> grants(Connection connection, long account) throws SQLException {
        var grants = new HashMap<Long, List<Grant>>();
        try (PreparedStatement query = connection.prepareStatement("select r.mailbox, r.account, r.negative, r.letters from mailbox_right r "
            + "join mailbox m on m.id = r.mailbox where m.account = ? order by r.mailbox, r.account, r.negative")) {
            query.setLong(1, account);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    grants.computeIfAbsent(row.getLong(1), id -> new ArrayList<>()).add(new Grant(row.getLong(2), row.getInt(3) == 1, row.getString(4)));
                }
            }
        }
        return grants;
    }

    static Map<Long, Set<Long>> sharedWith(Connection connection, long account) throws SQLException {
        var shared = new HashMap<Long, Set<Long>>();
        try (PreparedStatement query = connection.prepareStatement("select m.account, m.id from mailbox_right r join mailbox m on m.id = r.mailbox "
            + "where (r.account = ? or r.account = 0) and r.negative = 0 and m.account <> ?")) {
            query.setLong(1, account);
            query.setLong(2, account);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    shared.computeIfAbsent(row.getLong(1), id -> new HashSet<>()).add(row.getLong(2));
                }
            }
        }
        return shared;
    }

    /** Those of a deleted mailbox are there, too, while it can come back: nobody sees them. */
    static SortedMap<String, byte[]> annotations(Connection connection, long mailbox, long account) throws SQLException {
        var annotations = new TreeMap<String, byte[]>();
        try (PreparedStatement query = connection.prepareStatement("select name, octets from annotation a where mailbox = ? and account = ? "
            + "and (mailbox = 0 or exists (select 1 from mailbox m where m.id = a.mailbox))")) {
            query.setLong(1, mailbox);
            query.setLong(2, account);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    annotations.put(row.getString(1), row.getBytes(2));
                }
            }
        }
        return annotations;
    }

    /** Of a mailbox, whoever's they are. */
    static List<AnnotationRow> annotations(Connection connection, long mailbox) throws SQLException {
        var annotations = new ArrayList<AnnotationRow>();
        try (PreparedStatement query = connection.prepareStatement("select account, name, octets from annotation where mailbox = ? order by account, name")) {
            query.setLong(1, mailbox);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    annotations.add(new AnnotationRow(row.getLong(1), row.getString(2), row.getBytes(3)));
                }
            }
        }
        return annotations;
    }

    /** UIDs of all messages of a mailbox, of those that are there or of those that were removed. */
    static UidSet uids(Connection connection, String table, long mailbox) throws SQLException {
        var uids = new UidSet.Builder();
        try (PreparedStatement query = connection.prepareStatement("select id from " + table + " where id between ? and ? order by id")) {
            query.setLong(1, key(mailbox, 0));
            query.setLong(2, key(mailbox, 0xffffffffL));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    uids.add(uid(row.getLong(1)));
                }
            }
        }
        return uids.build();
    }

    /** Messages of a range of UIDs, ascending, without their whereabouts. */
    static List<MessageRow> messages(Connection connection, long mailbox, long firstUid, long lastUid, int limit) throws SQLException {
        var messages = new ArrayList<MessageRow>(Math.min(limit, 1000));
        try (PreparedStatement query = connection.prepareStatement(MESSAGE_COLUMNS + " from message m where " + RANGE + " limit ?")) {
            query.setLong(1, key(mailbox, firstUid));
            query.setLong(2, key(mailbox, lastUid));
            query.setInt(3, limit);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    messages.add(message(row, null));
                }
            }
        }
        return messages;
    }

    /** The same with their whereabouts. */
    static List<MessageRow> located(Connection connection, long mailbox, long firstUid, long lastUid, int limit) throws SQLException {
        var messages = new ArrayList<MessageRow>(Math.min(limit, 1000));
        try (PreparedStatement query = connection.prepareStatement(MESSAGE_COLUMNS + WHEREABOUTS + " from message m join body b on b.id = m.body "
            + "where " + RANGE + " limit ?")) {
            query.setLong(1, key(mailbox, firstUid));
            query.setLong(2, key(mailbox, lastUid));
            query.setInt(3, limit);
            try (ResultSet row = query.executeQuery()) {
                byte[] prefix = null;
                while (row.next()) {
                    Whereabouts where = where(row, prefix);
                    prefix = where.prefix();
                    messages.add(message(row, where));
                }
            }
        }
        return messages;
    }

    /** @param row with columns as {@link #messages} asks for them */
    static MessageRow message(ResultSet row, Whereabouts where) throws SQLException {
        return new MessageRow(uid(row.getLong(1)), row.getLong(2), FlagColumns.flags(row.getInt(3), row.getString(4)), row.getLong(5), row.getLong(6),
            row.getLong(7), row.getLong(8), row.getLong(9), where);
    }

    /** @param before the prefix of the message before it: neighbours often have the same, then one array is enough */
    static Whereabouts where(ResultSet row, byte[] before) throws SQLException {
        byte[] prefix = row.getBytes(10);
        return new Whereabouts(Arrays.equals(before, prefix) ? before : prefix, row.getInt(11), row.getLong(12), row.getInt(13));
    }

    /** All messages of a mailbox above a mod-sequence, ascending, without their whereabouts: in one pass, rows as they are needed. */
    static void messages(Connection connection, long mailbox, long modSeq, Consumer<MessageRow> consumer) throws SQLException {
        String since = modSeq < 0 ? "" : "m.modseq > ? and ";
        try (PreparedStatement query = connection.prepareStatement(MESSAGE_COLUMNS + " from message m where " + since + RANGE)) {
            query.setFetchSize(FETCHED_AT_ONCE);
            int next = 1;
            if (modSeq >= 0) {
                query.setLong(next++, modSeq);
            }
            query.setLong(next++, key(mailbox, 0));
            query.setLong(next, key(mailbox, 0xffffffffL));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    consumer.accept(message(row, null));
                }
            }
        }
    }

    static List<StructureRow> structures(Connection connection, long mailbox, long firstUid, long lastUid, int enough) throws SQLException {
        var structures = new ArrayList<StructureRow>();
        try (PreparedStatement query = connection.prepareStatement("select id, octets from structure where id between ? and ? order by id")) {
            query.setLong(1, key(mailbox, firstUid));
            query.setLong(2, key(mailbox, lastUid));
            try (ResultSet row = query.executeQuery()) {
                for (long octets = 0; octets < enough && row.next(); ) {
                    var structure = new StructureRow(uid(row.getLong(1)), row.getBytes(2));
                    octets += structure.octets().length;
                    structures.add(structure);
                }
            }
        }
        return structures;
    }

    /** Empty if it is not known any more. */
    static Optional<UidSet> expunged(Connection connection, long mailbox, long afterModSeq, long upToModSeq) throws SQLException {
        var ranges = new ArrayList<UidSet.Range>();
        try (PreparedStatement query = connection.prepareStatement("select first_uid, last_uid from expunged where mailbox = ? and modseq > ? "
            + "and modseq <= ?")) {
            query.setLong(1, mailbox);
            query.setLong(2, afterModSeq);
            query.setLong(3, upToModSeq);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    ranges.add(new UidSet.Range(row.getLong(1), row.getLong(2)));
                }
            }
        }
        // Asked last: whatever was forgotten before the rows were read is known here.
        Optional<MailboxRow> now = mailbox(connection, mailbox);
        return now.isPresent() && now.get().forgotten() > afterModSeq ? Optional.empty() : Optional.of(UidSet.of(ranges));
    }

    private static final String BODY_COLUMNS = "select id, segment, place, length, checksum, refs, form, stored from body ";

    static Optional<BodyRow> body(Connection connection, long id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(BODY_COLUMNS + "where id = ?")) {
            query.setLong(1, id);
            return bodies(query).stream().findFirst();
        }
    }

    /** Bodies behind this one, by id; of one segment, or of all if it is negative. */
    static List<BodyRow> bodies(Connection connection, long after, int segment, int limit) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(BODY_COLUMNS + "where id > ?" + (segment < 0 ? "" : " and segment = ?")
            + " order by id limit ?")) {
            query.setLong(1, after);
            if (segment >= 0) {
                query.setInt(2, segment);
            }
            query.setInt(segment < 0 ? 2 : 3, limit);
            return bodies(query);
        }
    }

    private static List<BodyRow> bodies(PreparedStatement query) throws SQLException {
        var bodies = new ArrayList<BodyRow>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                bodies.add(new BodyRow(row.getLong(1), row.getInt(2), row.getLong(3), row.getLong(4), row.getInt(5), row.getLong(6), row.getInt(7),
                    row.getLong(8)));
            }
        }
        return bodies;
    }

    /** How many octets of each segment are alive. */
    static Map<Integer, Long> segments(Connection connection) throws SQLException {
        var segments = new TreeMap<Integer, Long>();
        try (PreparedStatement query = connection.prepareStatement("select id, live from segment"); ResultSet row = query.executeQuery()) {
            while (row.next()) {
                segments.put(row.getInt(1), row.getLong(2));
            }
        }
        return segments;
    }

    private static final String BODIES_OF = " in (select body from message where id between ? and ? union select body from removed_message "
        + "where id between ? and ?)";

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> Set<T> ofBodies(Connection connection, String sql, long mailbox, Reader<T> reader) throws SQLException {
        var found = new HashSet<T>();
        try (PreparedStatement query = connection.prepareStatement(sql + BODIES_OF)) {
            for (int i = 1; i <= 4; i++) {
                query.setLong(i, key(mailbox, i % 2 == 1 ? 0 : 0xffffffffL));
            }
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(reader.read(row));
                }
            }
        }
        return found;
    }

    /** The segments in which messages of a mailbox stand, removed ones too. */
    static Set<Integer> segmentsOf(Connection connection, long mailbox) throws SQLException {
        return ofBodies(connection, "select distinct segment from body where segment <> 0 and id", mailbox, row -> row.getInt(1));
    }

    static List<Long> contentsOf(Connection connection, long mailbox) throws SQLException {
        return List.copyOf(ofBodies(connection, "select case when segment = 0 then -place else id end from body where id", mailbox, row -> row.getLong(1)));
    }

    /** Numbers of the files that bodies have. */
    static Set<Long> bodyFiles(Connection connection) throws SQLException {
        var files = new HashSet<Long>();
        try (PreparedStatement query = connection.prepareStatement("select place from body where segment = 0");
            ResultSet row = query.executeQuery()) {
            while (row.next()) {
                files.add(row.getLong(1));
            }
        }
        return files;
    }

    static List<UnfinishedRow> unfinished(Connection connection) throws SQLException {
        var rows = new ArrayList<UnfinishedRow>();
        try (PreparedStatement query = connection.prepareStatement("select segment, place, pieces from unfinished order by segment, place");
            ResultSet row = query.executeQuery()) {
            while (row.next()) {
                rows.add(new UnfinishedRow(row.getInt(1), row.getLong(2), row.getInt(3)));
            }
        }
        return rows;
    }
}
