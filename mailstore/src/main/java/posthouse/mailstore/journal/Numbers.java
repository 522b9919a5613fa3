package posthouse.mailstore.journal;

import posthouse.mailstore.journal.AccountChange.AddAccount;
import posthouse.mailstore.journal.MailboxChange.CreateMailbox;
import posthouse.mailstore.journal.MailboxChange.RestoreMailbox;
import posthouse.mailstore.journal.MailboxChange.SkipNumbers;
import posthouse.mailstore.journal.MessageChange.AddMessages;
import posthouse.mailstore.journal.QueueChange.QueueMessage;

/** The store's own counters: what the next of each kind gets. Never a number twice. */
public record Numbers(long uidValidity, long mailbox, long account, long body, long email) {

    public static final Numbers FIRST = new Numbers(1, 1, 1, 1, 1);

    /** Those of a new store: a wiped one must not look like the old one. @param uidValidity the time in seconds */
    public static Numbers first(long uidValidity) {
        return new Numbers(uidValidity, FIRST.mailbox, FIRST.account, FIRST.body, FIRST.email);
    }

    /** What is next once a mutation is applied. */
    public Numbers after(Mutation mutation) {
        var visitor = new Used();
        mutation.accept(visitor);
        return visitor.next;
    }

    private final class Used implements SomeChanges<RuntimeException> {
        private Numbers next = Numbers.this;

        @Override
        public void addMessages(AddMessages change) {
            long body = change.bodies().stream().mapToLong(AddMessages.Body::id).max().orElse(0);
            long email = change.copies().stream().mapToLong(AddMessages.Copy::emailId).max().orElse(0);
            next = new Numbers(next.uidValidity, next.mailbox, next.account, Math.max(next.body, body + 1), Math.max(next.email, email + 1));
        }

        @Override
        public void queueMessage(QueueMessage change) { // ids of the same kind as those of messages
            next = new Numbers(next.uidValidity, next.mailbox, next.account, next.body, Math.max(next.email, change.message().id() + 1));
        }

        @Override
        public void createMailbox(CreateMailbox change) {
            next = new Numbers(Math.max(next.uidValidity, change.uidValidity() + 1), Math.max(next.mailbox, change.id() + 1), next.account,
                next.body, next.email);
        }

        @Override
        public void restoreMailbox(RestoreMailbox change) {
            next = new Numbers(Math.max(next.uidValidity, change.uidValidity() + 1), next.mailbox, next.account, next.body, next.email);
        }

        @Override
        public void addAccount(AddAccount change) {
            next = new Numbers(next.uidValidity, next.mailbox, Math.max(next.account, change.id() + 1), next.body, next.email);
        }

        @Override
        public void skipNumbers(SkipNumbers change) {
            long count = change.count();
            next = new Numbers(next.uidValidity + count, next.mailbox + count, next.account + count, next.body + count, next.email + count);
        }
    }
}
