package posthouse.mailstore.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import posthouse.mailstore.Flags;
import posthouse.mailstore.snapshot.TableShape;

/** Compares what the tables say twice: counters with what they count, references with what refers. All of one moment. */
final class Consistency {
    private static final String BODY = "body";

    private final Connection connection;
    private final Consumer<String> problems;
    private long messages;

    Consistency(Connection connection, Consumer<String> problems) {
        this.connection = connection;
        this.problems = problems;
    }

    /** What a mailbox has. */
    private static final class Count {
        private long messages;
        private long unseen;
        private long deleted;
        private long octets;
        private long uid;
        private long modSeq;
    }

    /** @return how many messages there are */
    long check() throws SQLException {
        Map<Long, Count> counted = count();
        mailboxes(counted);
        counted.keySet().forEach(id -> problems.accept("there are messages of mailbox " + id + ", which does not exist"));
        noted();
        structures();
        annotations();
        references();
        segments();
        return messages;
    }

    private Map<Long, Count> count() throws SQLException {
        var counts = new HashMap<Long, Count>();
        EachRow.read(connection, "select id, flags, size, modseq from message order by id", row -> {
            Count count = counts.computeIfAbsent(row.getLong(1) >>> 32, id -> new Count());
            messages++;
            count.messages++;
            count.unseen += (row.getInt(2) & Flags.System.SEEN.bit()) == 0 ? 1 : 0;
            count.deleted += (row.getInt(2) & Flags.System.DELETED.bit()) != 0 ? 1 : 0;
            count.octets += row.getLong(3);
            count.uid = Math.max(count.uid, Queries.uid(row.getLong(1)));
            count.modSeq = Math.max(count.modSeq, row.getLong(4));
        });
        return counts;
    }

    private void mailboxes(Map<Long, Count> counted) throws SQLException {
        EachRow.read(connection, "select id, account, name, messages, unseen, deleted, octets, uidnext, modseq from mailbox order by id", row -> {
            Count count = counted.getOrDefault(row.getLong(1), new Count());
            counted.remove(row.getLong(1));
            String mailbox = "mailbox " + row.getLong(1) + " (" + row.getString(3) + " of account " + row.getLong(2) + ")";
            compare(mailbox + ": messages", row.getLong(4), count.messages);
            compare(mailbox + ": unseen messages", row.getLong(5), count.unseen);
            compare(mailbox + ": deleted messages", row.getLong(6), count.deleted);
            compare(mailbox + ": octets", row.getLong(7), count.octets);
            if (count.uid >= row.getLong(8)) {
                problems.accept(mailbox + ": there is UID " + count.uid + " and UIDNEXT is " + row.getLong(8));
            }
            if (count.modSeq > row.getLong(9)) {
                problems.accept(mailbox + ": there is mod-sequence " + count.modSeq + " and the highest is " + row.getLong(9));
            }
        });
        EachRow.read(connection, "select m.id, m.name, m.account from mailbox m left join (select id from account union all "
            + "select id from removed_account) a on a.id = m.account where a.id is null",
            row -> problems.accept("mailbox " + row.getLong(1) + " (" + row.getString(2) + ") is of account " + row.getLong(3) + ", which does not exist"));
    }

    /** What is noted of a mailbox, or who may use it, goes with it; with one that can come back it stays. */
    private void noted() throws SQLException {
        EachRow.read(connection, "select distinct mailbox from (select mailbox from annotation union all select mailbox from mailbox_right) n where mailbox <> 0 "
            + "and not exists (select 1 from mailbox m where m.id = n.mailbox) and not exists (select 1 from removed_mailbox r where r.id = n.mailbox)",
            row -> problems.accept("there are annotations or rights of mailbox " + row.getLong(1) + ", which does not exist"));
    }

    private void compare(String what, long said, long counted) {
        if (said != counted) {
            problems.accept(what + ": " + said + " are said to be there, " + counted + " are");
        }
    }

    private void structures() throws SQLException {
        EachRow.read(connection, "select m.id from message m left join structure s on s.id = m.id where s.id is null",
            row -> problems.accept("UID " + Queries.uid(row.getLong(1)) + " of mailbox " + (row.getLong(1) >>> 32) + " has no structure"));
    }

    private void annotations() throws SQLException {
        EachRow.read(connection, "select distinct a.id from message_annotation a left join (select id from message union all select id from removed_message) m on m.id = a.id "
            + "where m.id is null order by a.id",
            row -> problems.accept("there are annotations of UID " + Queries.uid(row.getLong(1)) + " of mailbox " + (row.getLong(1) >>> 32) + ", which does not exist"));
        EachRow.read(connection, "select m.id, m.name from mailbox m where m.annotated = 0 and exists (select 1 from message_annotation a where a.id between "
            + "m.id * 4294967296 and m.id * 4294967296 + 4294967295)",
            row -> problems.accept("mailbox " + row.getLong(1) + " (" + row.getString(2) + ") is said to have no annotated messages, and has some"));
    }

    /** Whatever table has a column of this name keeps bodies. */
    private void references() throws SQLException {
        var references = new LongCounts();
        Map<Long, Long> uncounted = References.uncounted(connection);
        for (TableShape table : TableRows.tables(connection)) {
            if (table.columns().stream().anyMatch(c -> c.name().equals(BODY))) {
                EachRow.read(connection, "select body from " + table.name(), row -> references.add(row.getLong(1), 1));
            }
        }
        EachRow.read(connection, "select id, refs from body order by id", row -> {
            long found = references.take(row.getLong(1));
            long said = row.getLong(2) + uncounted.getOrDefault(row.getLong(1), 0L);
            if (found != said) {
                problems.accept("body " + row.getLong(1) + ": " + said + " references are said to be there, " + found + " are");
            }
        });
        references.forEach((id, count) -> problems.accept("body " + id + " is missing; " + count + " messages name it"));
    }

    private void segments() throws SQLException {
        var counted = new TreeMap<Long, Long>();
        EachRow.read(connection, "select segment, stored from body where segment > 0", row -> counted.merge(row.getLong(1), row.getLong(2), Long::sum));
        EachRow.read(connection, "select id, live from segment order by id", row -> {
            long live = counted.getOrDefault(row.getLong(1), 0L);
            counted.remove(row.getLong(1));
            compare("segment " + row.getLong(1) + ": octets of bodies", row.getLong(2), live);
        });
        counted.forEach((id, live) -> problems.accept("segment " + id + " has " + live + " octets of bodies, and nobody knows"));
    }
}
