package posthouse.mailstore.jdbc;

import java.sql.SQLException;
import posthouse.mailstore.journal.AccountChange;
import posthouse.mailstore.journal.ChangeVisitor;
import posthouse.mailstore.journal.MailboxChange;
import posthouse.mailstore.journal.MessageChange;
import posthouse.mailstore.journal.Mutation;
import posthouse.mailstore.journal.Place;
import posthouse.mailstore.journal.QueueChange;

/**
 * The one place where a mutation becomes SQL: running, recovery and rebuild all come here. It computes nothing that could
 * come out otherwise the second time.
 */
final class Apply implements ChangeVisitor<SQLException> {
    private final ApplyMessages messages;
    private final ApplyMailboxes mailboxes;
    private final ApplyAccounts accounts;
    private final ApplyQueue queue;

    Apply(Statements statements, BodyUse use) {
        messages = new ApplyMessages(statements, use);
        mailboxes = new ApplyMailboxes(statements);
        accounts = new ApplyAccounts(statements);
        queue = new ApplyQueue(statements, use);
    }

    /** @param where its data stands */
    void apply(Mutation mutation, Place where) throws SQLException {
        messages.at(where);
        mutation.accept(this);
    }

    @Override
    public MessageChange.Visitor<SQLException> messages() {
        return messages;
    }

    @Override
    public MailboxChange.Visitor<SQLException> mailboxes() {
        return mailboxes;
    }

    @Override
    public AccountChange.Visitor<SQLException> accounts() {
        return accounts;
    }

    @Override
    public QueueChange.Visitor<SQLException> queue() {
        return queue;
    }
}
