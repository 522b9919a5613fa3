package posthouse.mailstore.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.journal.BodyForm;
import posthouse.mailstore.journal.MessageChange;
import posthouse.mailstore.journal.Place;

/** Messages and their bodies as SQL. */
final class ApplyMessages implements MessageChange.Visitor<SQLException> {

    /** The columns of a message, there or removed. */
    private static final String MESSAGE = "id, modseq, flags, keywords, size, internal_date, save_date, email_id, body, prefix";

    /** Messages that lie this close are read with one query. */
    private static final int GAP = 64;

    private final Statements statements;
    private final BodyUse use;
    private final ApplyAnnotations annotations;
    private Place place;

    ApplyMessages(Statements statements, BodyUse use) {
        this.statements = statements;
        this.use = use;
        this.annotations = new ApplyAnnotations(statements);
    }

    /** @param where the data of what is applied next stands */
    void at(Place where) {
        place = where;
    }

    @Override
    public void addMessages(MessageChange.AddMessages change) throws SQLException {
        var refs = new long[change.bodies().size()];
        for (MessageChange.AddMessages.Copy copy : change.copies()) {
            MessageChange.AddMessages.Body body = change.bodies().get(copy.body());
            long id = Queries.key(copy.mailbox(), copy.uid());
            statements.update("insert into message (" + MESSAGE + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", id, copy.modSeq(), copy.flags().system(),
                FlagColumns.keywords(copy.flags()), copy.size(), copy.internalDate(), copy.saveDate(), copy.emailId(), body.id(), copy.prefix());
            statements.update("insert into structure (id, octets) values (?, ?)", id, body.structure());
            refs[copy.body()]++;
        }
        for (int i = 0; i < refs.length; i++) {
            MessageChange.AddMessages.Body body = change.bodies().get(i);
            boolean ownFile = body.file() != 0;
            statements.update("insert into body (id, segment, place, length, checksum, refs, form, stored) values (?, ?, ?, ?, ?, ?, ?, ?)", body.id(),
                ownFile ? 0 : place.segment(), ownFile ? body.file() : place.dataStart() + body.offset(), body.length(), body.checksum(), refs[i],
                BodyForm.PLAIN, body.length());
            use.added(ownFile ? 0 : place.segment(), body.length());
        }
    }

    @Override
    public void setCounters(MessageChange.SetCounters change) throws SQLException {
        statements.update("update mailbox set uidnext = ?, modseq = ?, messages = ?, unseen = ?, deleted = ?, octets = ? where id = ?",
            change.uidNext(), change.modSeq(), change.messages(), change.unseen(), change.deleted(), change.octets(), change.mailbox());
    }

    @Override
    public void setFlags(MessageChange.SetFlags change) throws SQLException {
        for (MessageChange.SetFlags.Group group : change.groups()) {
            for (UidSet.Range range : group.uids().ranges()) {
                statements.update("update message set flags = ?, keywords = ?, modseq = ? where id between ? and ?", group.flags().system(),
                    FlagColumns.keywords(group.flags()), change.modSeq(), Queries.key(change.mailbox(), range.first()),
                    Queries.key(change.mailbox(), range.last()));
            }
        }
    }

    @Override
    public void removeMessages(MessageChange.RemoveMessages change) throws SQLException {
        List<Keys> keys = keys(change.mailbox(), change.uids());
        if (change.kept()) {
            keep(keys, change.at(), 0);
        } else {
            remove("message", keys);
        }
        for (UidSet.Range range : change.uids().ranges()) {
            statements.update("insert into expunged (mailbox, modseq, first_uid, last_uid, removed_at) values (?, ?, ?, ?, ?)", change.mailbox(),
                change.modSeq(), range.first(), range.last(), change.at());
        }
    }

    @Override
    public void copyMessages(MessageChange.CopyMessages change) throws SQLException {
        List<Keys> sources = keys(change.source(), change.runs());
        count("message", sources, 1);
        for (MessageChange.CopyMessages.Run run : change.runs()) {
            Keys from = keys(change.source(), run);
            statements.update("insert into message (" + MESSAGE + ") "
                + "select id + ?, ?, flags, keywords, size, internal_date, ?, email_id, body, prefix from message where id between ? and ?",
                distance(change.target(), run, from), change.modSeq(), change.saveDate(), from.first, from.last);
        }
        copyStructures(change.source(), change.target(), change.runs());
    }

    private void copyStructures(long source, long target, List<MessageChange.CopyMessages.Run> runs) throws SQLException {
        for (MessageChange.CopyMessages.Run run : runs) {
            Keys from = keys(source, run);
            statements.update("insert into structure (id, octets) select id + ?, octets from structure where id between ? and ?",
                distance(target, run, from), from.first, from.last);
        }
    }

    @Override
    public void restoreMessages(MessageChange.RestoreMessages change) throws SQLException {
        for (MessageChange.CopyMessages.Run run : change.runs()) {
            Keys from = keys(change.source(), run);
            statements.update("insert into message (" + MESSAGE + ") select id + ?, ?, flags - 8 * mod(flags / 8, 2), keywords, size, internal_date, ?, "
                + "email_id, body, prefix from removed_message where id between ? and ?", distance(change.target(), run, from), change.modSeq(),
                change.saveDate(), from.first, from.last);
        }
        copyStructures(change.source(), change.target(), change.runs());
        List<Keys> sources = keys(change.source(), change.runs());
        delete("structure", sources);
        delete("removed_message", sources);
    }

    @Override
    public void refillMailbox(MessageChange.RefillMailbox change) throws SQLException {
        List<Keys> keys = keys(change.mailbox(), change.uids());
        for (Keys each : keys) {
            statements.update("insert into message (" + MESSAGE + ") select id, ?, flags, keywords, size, internal_date, save_date, email_id, body, prefix "
                + "from removed_message where with_mailbox = 1 and id between ? and ?", change.modSeq(), each.first, each.last);
        }
        for (Keys each : keys) {
            statements.update("delete from removed_message where with_mailbox = 1 and id between ? and ?", each.first, each.last);
        }
    }

    @Override
    public void purgeMessages(MessageChange.PurgeMessages change) throws SQLException {
        remove("removed_message", keys(change.mailbox(), change.uids()));
    }

    @Override
    public void forgetExpunged(MessageChange.ForgetExpunged change) throws SQLException {
        statements.update("delete from expunged where mailbox = ? and (modseq < ? or modseq = ? and first_uid <= ?)", change.mailbox(), change.modSeq(),
            change.modSeq(), change.uid());
        statements.update("update mailbox set forgotten = ? where id = ?", change.modSeq(), change.mailbox());
    }

    @Override
    public void emptyMailbox(MessageChange.EmptyMailbox change) throws SQLException {
        List<Keys> keys = keys(change.mailbox(), change.uids());
        if (change.keptAt() == 0) {
            remove("message", keys);
        } else {
            keep(keys, change.keptAt(), 1);
        }
    }

    @Override
    public void moveBodies(MessageChange.MoveBodies change) throws SQLException {
        for (MessageChange.MoveBodies.Moved body : change.bodies()) {
            try (ResultSet row = statements.query("select segment, place, stored from body where id = ?", body.id())) {
                if (!row.next()) {
                    continue; // the last reference went with a large change that was still under way
                }
                use.removed(row.getInt(1), row.getLong(2), row.getLong(3));
            }
            use.added(place.segment(), body.stored());
            statements.update("update body set segment = ?, place = ?, form = ?, stored = ? where id = ?", place.segment(),
                place.dataStart() + body.offset(), body.form(), body.stored(), body.id());
        }
    }

    @Override
    public void setAnnotations(MessageChange.SetAnnotations change) throws SQLException {
        annotations.set(change);
    }

    @Override
    public void copyAnnotations(MessageChange.CopyAnnotations change) throws SQLException {
        annotations.copy(change);
    }

    @Override
    public void removeAnnotations(MessageChange.RemoveAnnotations change) throws SQLException {
        annotations.remove(change);
    }

    @Override
    public void packBody(MessageChange.PackBody change) throws SQLException {
        try (ResultSet row = statements.query("select segment, place, stored from body where id = ?", change.id())) {
            if (!row.next()) { // the last reference went with a large change that was still under way
                use.removed(0, change.file(), change.stored());
                return;
            }
            use.removed(row.getInt(1), row.getLong(2), row.getLong(3));
        }
        statements.update("update body set place = ?, form = ?, stored = ? where id = ?", change.file(), change.form(), change.stored(), change.id());
    }

    /** Keys of neighbours, all between the first and the last. */
    private record Keys(long first, long last) {
    }

    private static List<Keys> keys(long mailbox, UidSet uids) {
        return uids.ranges().stream().map(r -> new Keys(Queries.key(mailbox, r.first()), Queries.key(mailbox, r.last()))).toList();
    }

    private static List<Keys> keys(long mailbox, List<MessageChange.CopyMessages.Run> runs) {
        return runs.stream().map(run -> keys(mailbox, run)).toList();
    }

    private static Keys keys(long mailbox, MessageChange.CopyMessages.Run run) {
        long first = Queries.key(mailbox, run.sourceUid());
        return new Keys(first, first + run.count() - 1);
    }

    private static long distance(long target, MessageChange.CopyMessages.Run run, Keys from) {
        return Queries.key(target, run.targetUid()) - from.first;
    }

    /** Messages that can come back: only their rows move. All of one statement follow each other, for whoever sends them together. */
    private void keep(List<Keys> keys, long at, int withMailbox) throws SQLException {
        for (Keys each : keys) {
            statements.update("insert into removed_message (" + MESSAGE + ", removed_at, with_mailbox) select " + MESSAGE
                + ", ?, ? from message where id between ? and ?", at, withMailbox, each.first, each.last);
        }
        delete("message", keys);
    }

    private void remove(String table, List<Keys> keys) throws SQLException {
        count(table, keys, -1);
        delete(table, keys);
        delete("structure", keys);
    }

    private void delete(String table, List<Keys> keys) throws SQLException {
        for (Keys each : keys) {
            statements.update("delete from " + table + " where id between ? and ?", each.first, each.last);
        }
    }

    /** Counts references of the bodies of messages; the row of a body goes with the last of them. */
    private void count(String table, List<Keys> keys, int sign) throws SQLException {
        Map<Long, Long> counts = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            int first = i;
            while (i + 1 < keys.size() && keys.get(i + 1).first > keys.get(i).last && keys.get(i + 1).first - keys.get(i).last < GAP) {
                i++;
            }
            bodies(table, keys.subList(first, i + 1), counts);
        }
        for (Map.Entry<Long, Long> count : counts.entrySet()) {
            use.count(statements, count.getKey(), sign * count.getValue());
        }
    }

    /** @param keys ascending, close to each other: read with one query */
    private void bodies(String table, List<Keys> keys, Map<Long, Long> counts) throws SQLException {
        int at = 0;
        try (ResultSet row = statements.query("select id, body from " + table + " where id between ? and ? order by id", keys.get(0).first,
            keys.get(keys.size() - 1).last)) {
            while (row.next()) {
                long id = row.getLong(1);
                while (keys.get(at).last < id) {
                    at++;
                }
                if (keys.get(at).first <= id) {
                    counts.merge(row.getLong(2), 1L, Long::sum);
                }
            }
        }
    }
}
