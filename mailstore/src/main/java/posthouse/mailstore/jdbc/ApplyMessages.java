package posthouse.mailstore.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.journal.BodyForm;
import posthouse.mailstore.journal.MessageChange;
import posthouse.mailstore.journal.Place;

/** Messages and their bodies as SQL. */
final class ApplyMessages implements MessageChange.Visitor<SQLException> {

    /** The columns of a message, there or removed. */
    private static final String MESSAGE = "id, modseq, flags, keywords, size, internal_date, save_date, email_id, body, prefix";

    private final Statements statements;
    private final BodyUse use;
    private Place place;

    ApplyMessages(Statements statements, BodyUse use) {
        this.statements = statements;
        this.use = use;
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
        for (UidSet.Range range : change.uids().ranges()) {
            long from = Queries.key(change.mailbox(), range.first());
            long to = Queries.key(change.mailbox(), range.last());
            if (change.kept()) {
                keep(from, to, change.at(), 0);
            } else {
                remove("message", from, to);
            }
            statements.update("insert into expunged (mailbox, modseq, first_uid, last_uid, removed_at) values (?, ?, ?, ?, ?)", change.mailbox(),
                change.modSeq(), range.first(), range.last(), change.at());
        }
    }

    @Override
    public void copyMessages(MessageChange.CopyMessages change) throws SQLException {
        for (MessageChange.CopyMessages.Run run : change.runs()) {
            long from = Queries.key(change.source(), run.sourceUid());
            long to = from + run.count() - 1;
            long distance = Queries.key(change.target(), run.targetUid()) - from;
            count("message", from, to, 1);
            statements.update("insert into message (" + MESSAGE + ") "
                + "select id + ?, ?, flags, keywords, size, internal_date, ?, email_id, body, prefix from message where id between ? and ?",
                distance, change.modSeq(), change.saveDate(), from, to);
            statements.update("insert into structure (id, octets) select id + ?, octets from structure where id between ? and ?", distance, from, to);
        }
    }

    @Override
    public void restoreMessages(MessageChange.RestoreMessages change) throws SQLException {
        for (MessageChange.CopyMessages.Run run : change.runs()) {
            long from = Queries.key(change.source(), run.sourceUid());
            long to = from + run.count() - 1;
            long distance = Queries.key(change.target(), run.targetUid()) - from;
            statements.update("insert into message (" + MESSAGE + ") select id + ?, ?, flags - 8 * mod(flags / 8, 2), keywords, size, internal_date, ?, "
                + "email_id, body, prefix from removed_message where id between ? and ?", distance, change.modSeq(), change.saveDate(), from, to);
            statements.update("insert into structure (id, octets) select id + ?, octets from structure where id between ? and ?", distance, from, to);
            statements.update("delete from structure where id between ? and ?", from, to);
            statements.update("delete from removed_message where id between ? and ?", from, to);
        }
    }

    @Override
    public void refillMailbox(MessageChange.RefillMailbox change) throws SQLException {
        for (UidSet.Range range : change.uids().ranges()) {
            long from = Queries.key(change.mailbox(), range.first());
            long to = Queries.key(change.mailbox(), range.last());
            statements.update("insert into message (" + MESSAGE + ") select id, ?, flags, keywords, size, internal_date, save_date, email_id, body, prefix "
                + "from removed_message where with_mailbox = 1 and id between ? and ?", change.modSeq(), from, to);
            statements.update("delete from removed_message where with_mailbox = 1 and id between ? and ?", from, to);
        }
    }

    @Override
    public void purgeMessages(MessageChange.PurgeMessages change) throws SQLException {
        for (UidSet.Range range : change.uids().ranges()) {
            remove("removed_message", Queries.key(change.mailbox(), range.first()), Queries.key(change.mailbox(), range.last()));
        }
    }

    @Override
    public void forgetExpunged(MessageChange.ForgetExpunged change) throws SQLException {
        statements.update("delete from expunged where mailbox = ? and (modseq < ? or modseq = ? and first_uid <= ?)", change.mailbox(), change.modSeq(),
            change.modSeq(), change.uid());
        statements.update("update mailbox set forgotten = ? where id = ?", change.modSeq(), change.mailbox());
    }

    @Override
    public void emptyMailbox(MessageChange.EmptyMailbox change) throws SQLException {
        for (UidSet.Range range : change.uids().ranges()) {
            long from = Queries.key(change.mailbox(), range.first());
            long to = Queries.key(change.mailbox(), range.last());
            if (change.keptAt() == 0) {
                remove("message", from, to);
            } else {
                keep(from, to, change.keptAt(), 1);
            }
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

    /** Messages that can come back: only their row moves. */
    private void keep(long from, long to, long at, int withMailbox) throws SQLException {
        statements.update("insert into removed_message (" + MESSAGE + ", removed_at, with_mailbox) select " + MESSAGE
            + ", ?, ? from message where id between ? and ?", at, withMailbox, from, to);
        statements.update("delete from message where id between ? and ?", from, to);
    }

    private void remove(String table, long from, long to) throws SQLException {
        count(table, from, to, -1);
        statements.update("delete from " + table + " where id between ? and ?", from, to);
        statements.update("delete from structure where id between ? and ?", from, to);
    }

    /** Counts references of the bodies of a range of messages; the row of a body goes with the last of them. */
    private void count(String table, long from, long to, int sign) throws SQLException {
        Map<Long, Long> counts = new HashMap<>();
        try (ResultSet row = statements.query("select body from " + table + " where id between ? and ?", from, to)) {
            while (row.next()) {
                counts.merge(row.getLong(1), 1L, Long::sum);
            }
        }
        for (Map.Entry<Long, Long> count : counts.entrySet()) {
            use.count(statements, count.getKey(), sign * count.getValue());
        }
    }
}
