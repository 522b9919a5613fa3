package posthouse.mailstore.jdbc;

import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Collectors;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.journal.MailboxChange;

/** Mailboxes, what is noted of them and who may use them, as SQL. */
final class ApplyMailboxes implements MailboxChange.Visitor<SQLException> {

    private final Statements statements;

    ApplyMailboxes(Statements statements) {
        this.statements = statements;
    }

    @Override
    public void createMailbox(MailboxChange.CreateMailbox change) throws SQLException {
        statements.update("insert into mailbox (id, account, name, uses, uidvalidity, uidnext, modseq, messages, unseen, deleted, octets, "
            + "first_recent) values (?, ?, ?, ?, ?, 1, 1, 0, 0, 0, 0, 1)", change.id(), change.account(), change.name(), uses(change.uses()),
            change.uidValidity());
    }

    @Override
    public void deleteMailbox(MailboxChange.DeleteMailbox change) throws SQLException {
        if (change.keptAt() != 0) {
            statements.update("insert into removed_mailbox (id, account, name, uses, uidvalidity, uidnext, modseq, removed_at, annotated) select id, "
                + "account, name, uses, uidvalidity, uidnext, modseq, ?, annotated from mailbox where id = ?", change.keptAt(), change.id());
        }
        if (!change.noted()) {
            removeNoted(change.id());
        }
        statements.update("delete from mailbox where id = ?", change.id()); // which UIDs went is forgotten bit by bit
    }

    private void removeNoted(long mailbox) throws SQLException {
        statements.update("delete from annotation where mailbox = ?", mailbox);
        statements.update("delete from mailbox_right where mailbox = ?", mailbox);
    }

    @Override
    public void restoreMailbox(MailboxChange.RestoreMailbox change) throws SQLException {
        changeOwner(change.id(), change.account());
        statements.update("insert into mailbox (id, account, name, uses, uidvalidity, uidnext, modseq, messages, unseen, deleted, octets, first_recent, "
            + "forgotten, annotated) select id, ?, ?, ?, ?, uidnext, modseq, 0, 0, 0, 0, uidnext, modseq, annotated from removed_mailbox where id = ?",
            change.account(), change.name(), uses(change.uses()), change.uidValidity(), change.id());
        statements.update("delete from removed_mailbox where id = ?", change.id());
    }

    /** What its owner noted for themselves is the new owner's, who needs no rights. */
    private void changeOwner(long mailbox, long owner) throws SQLException {
        String another = "(select account from removed_mailbox where id = ? and account <> ?)";
        statements.update("delete from annotation where mailbox = ? and account = ? and exists " + another, mailbox, owner, mailbox, owner);
        statements.update("delete from mailbox_right where mailbox = ? and account = ? and exists " + another, mailbox, owner, mailbox, owner);
        statements.update("update annotation set account = ? where mailbox = ? and account = " + another, owner, mailbox, mailbox, owner);
        long first = Queries.key(mailbox, 0);
        long last = Queries.key(mailbox, 0xffffffffL);
        statements.update("delete from message_annotation where id between ? and ? and account = ? and exists " + another, first, last, owner, mailbox, owner);
        statements.update("update message_annotation set account = ? where id between ? and ? and account = " + another, owner, first, last, mailbox, owner);
    }

    @Override
    public void purgeMailbox(MailboxChange.PurgeMailbox change) throws SQLException {
        removeNoted(change.id());
        statements.update("delete from removed_mailbox where id = ?", change.id());
    }

    @Override
    public void renameMailbox(MailboxChange.RenameMailbox change) throws SQLException {
        statements.update("update mailbox set name = ? where id = ?", change.name(), change.id());
    }

    @Override
    public void setUses(MailboxChange.SetUses change) throws SQLException {
        statements.update("update mailbox set uses = ? where id = ?", uses(change.uses()), change.id());
    }

    @Override
    public void setSubscribed(MailboxChange.SetSubscribed change) throws SQLException {
        statements.update("delete from subscription where account = ? and name = ?", change.account(), change.name());
        if (change.subscribed()) {
            statements.update("insert into subscription (account, name) values (?, ?)", change.account(), change.name());
        }
    }

    @Override
    public void setAnnotation(MailboxChange.SetAnnotation change) throws SQLException {
        statements.update("delete from annotation where mailbox = ? and account = ? and name = ?", change.mailbox(), change.account(), change.name());
        if (change.value() != null) {
            statements.update("insert into annotation (mailbox, account, name, octets) values (?, ?, ?, ?)", change.mailbox(), change.account(),
                change.name(), change.value());
        }
    }

    @Override
    public void setRights(MailboxChange.SetRights change) throws SQLException {
        int negative = change.negative() ? 1 : 0;
        statements.update("delete from mailbox_right where mailbox = ? and account = ? and negative = ?", change.mailbox(), change.grantee(), negative);
        if (!change.letters().isEmpty()) {
            statements.update("insert into mailbox_right (mailbox, account, negative, letters) values (?, ?, ?, ?)", change.mailbox(),
                change.grantee(), negative, change.letters());
        }
    }

    @Override
    public void skipNumbers(MailboxChange.SkipNumbers change) throws SQLException {
        statements.update("update mailbox set uidnext = uidnext + ?, modseq = modseq + ?", change.count(), change.count());
    }

    private static String uses(Set<SpecialUse> uses) {
        return uses.stream().map(SpecialUse::name).sorted().collect(Collectors.joining(" "));
    }
}
