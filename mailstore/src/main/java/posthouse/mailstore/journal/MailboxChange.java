package posthouse.mailstore.journal;

import java.util.Set;
import posthouse.mailstore.SpecialUse;

/** What happens to mailboxes as a whole: that they are there, how they are called, what is noted of them and who may use them. */
public sealed interface MailboxChange extends Change {

    /** Does with each of them what its place requires. */
    interface Visitor<E extends Exception> {

        void createMailbox(CreateMailbox change) throws E;

        void deleteMailbox(DeleteMailbox change) throws E;

        void restoreMailbox(RestoreMailbox change) throws E;

        void purgeMailbox(PurgeMailbox change) throws E;

        void renameMailbox(RenameMailbox change) throws E;

        void setUses(SetUses change) throws E;

        void setSubscribed(SetSubscribed change) throws E;

        void setAnnotation(SetAnnotation change) throws E;

        void setRights(SetRights change) throws E;

        void skipNumbers(SkipNumbers change) throws E;
    }

    record CreateMailbox(long id, long account, String name, Set<SpecialUse> uses, long uidValidity) implements MailboxChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.mailboxes().createMailbox(this);
        }
    }

    /**
     * A mailbox that has no messages any more.
     *
     * @param keptAt when, if it can come back; else 0
     * @param noted whether what is noted of it, and who may use it, comes back with it: once it went at once
     */
    record DeleteMailbox(long id, long account, long keptAt, boolean noted) implements MailboxChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.mailboxes().deleteMailbox(this);
        }
    }

    /** A deleted mailbox is there again, empty, with the UIDs and mod-sequences it had; maybe in another account. */
    record RestoreMailbox(long id, long account, String name, Set<SpecialUse> uses, long uidValidity) implements MailboxChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.mailboxes().restoreMailbox(this);
        }
    }

    /** A deleted mailbox can't come back any more; none of its messages can. */
    record PurgeMailbox(long id) implements MailboxChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.mailboxes().purgeMailbox(this);
        }
    }

    record RenameMailbox(long id, long account, String name) implements MailboxChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.mailboxes().renameMailbox(this);
        }
    }

    /** What a mailbox is for, from now on. */
    record SetUses(long id, long account, Set<SpecialUse> uses) implements MailboxChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.mailboxes().setUses(this);
        }
    }

    record SetSubscribed(long account, String name, boolean subscribed) implements MailboxChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.mailboxes().setSubscribed(this);
        }
    }

    /**
     * What a client noted of a mailbox or of the server.
     *
     * @param mailbox 0 for the server
     * @param account whose it is; 0 if everyone's
     * @param value {@code null} for none any more
     */
    record SetAnnotation(long mailbox, long account, String name, byte[] value) implements MailboxChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.mailboxes().setAnnotation(this);
        }
    }

    /**
     * What someone else may do with a mailbox.
     *
     * @param grantee an account; 0 for everyone
     * @param letters empty for none any more
     */
    record SetRights(long account, long mailbox, long grantee, boolean negative, String letters) implements MailboxChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.mailboxes().setRights(this);
        }
    }

    /** Numbers that may have been told before a crash and are not in the journal: none of them may be used again. */
    record SkipNumbers(long count) implements MailboxChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.mailboxes().skipNumbers(this);
        }
    }
}
