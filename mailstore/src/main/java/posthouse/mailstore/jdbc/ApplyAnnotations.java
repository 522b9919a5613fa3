package posthouse.mailstore.jdbc;

import java.sql.SQLException;
import java.util.List;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.journal.MessageChange.CopyAnnotations;
import posthouse.mailstore.journal.MessageChange.CopyMessages;
import posthouse.mailstore.journal.MessageChange.RemoveAnnotations;
import posthouse.mailstore.journal.MessageChange.SetAnnotations;

/** Annotations of messages as SQL. */
final class ApplyAnnotations {
    private static final String INSERT = "insert into message_annotation (id, account, name, modseq, octets) ";

    private final Statements statements;

    ApplyAnnotations(Statements statements) {
        this.statements = statements;
    }

    /** All of one kind of statement follow each other, for whoever sends them together. */
    void set(SetAnnotations change) throws SQLException {
        long mailbox = change.mailbox();
        List<UidSet.Range> ranges = change.uids().ranges();
        for (UidSet.Range range : ranges) {
            if (change.forget()) {
                statements.update("delete from message_annotation where id between ? and ? and octets is null", Queries.key(mailbox, range.first()),
                    Queries.key(mailbox, range.last()));
            }
        }
        for (UidSet.Range range : ranges) {
            for (SetAnnotations.Note note : change.notes()) {
                statements.update("delete from message_annotation where id between ? and ? and account = ? and name = ?",
                    Queries.key(mailbox, range.first()), Queries.key(mailbox, range.last()), note.account(), note.name());
            }
        }
        for (UidSet.Range range : ranges) {
            for (SetAnnotations.Note note : change.notes()) {
                insert(change, range, note);
            }
        }
        annotated(mailbox, change.modSeq());
    }

    private void insert(SetAnnotations change, UidSet.Range range, SetAnnotations.Note note) throws SQLException {
        long first = Queries.key(change.mailbox(), range.first());
        long last = Queries.key(change.mailbox(), range.last());
        if (note.value() == null) {
            statements.update(INSERT + "select id, ?, ?, ?, null from message where id between ? and ?", note.account(), note.name(), change.modSeq(),
                first, last);
        } else {
            statements.update(INSERT + "select id, ?, ?, ?, ? from message where id between ? and ?", note.account(), note.name(), change.modSeq(),
                note.value(), first, last);
        }
    }

    void copy(CopyAnnotations change) throws SQLException {
        for (CopyMessages.Run run : change.runs()) {
            long first = Queries.key(change.source(), run.sourceUid());
            long last = first + run.count() - 1;
            long distance = Queries.key(change.target(), run.targetUid()) - first;
            String sql = INSERT + "select id + ?, account, name, ?, octets from message_annotation where id between ? and ? and octets is not null";
            if (change.accounts().isEmpty()) {
                statements.update(sql, distance, change.modSeq(), first, last);
            } else {
                statements.update(sql + " and account in (?, ?)", distance, change.modSeq(), first, last, change.accounts().get(0),
                    change.accounts().get(change.accounts().size() - 1));
            }
        }
        annotated(change.target(), change.modSeq());
    }

    void remove(RemoveAnnotations change) throws SQLException {
        for (UidSet.Range range : change.uids().ranges()) {
            statements.update("delete from message_annotation where id between ? and ?", Queries.key(change.mailbox(), range.first()),
                Queries.key(change.mailbox(), range.last()));
        }
    }

    private void annotated(long mailbox, long modSeq) throws SQLException {
        statements.update("update mailbox set annotated = ? where id = ?", modSeq, mailbox);
    }
}
