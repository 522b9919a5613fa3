package posthouse.mailstore.journal;

import java.util.List;
import posthouse.mailstore.Flags;
import posthouse.mailstore.UidSet;

/** What happens to messages and to their octets. */
public sealed interface MessageChange extends Change {

    /** Does with each of them what its place requires. */
    interface Visitor<E extends Exception> {

        void addMessages(AddMessages change) throws E;

        void setCounters(SetCounters change) throws E;

        void setFlags(SetFlags change) throws E;

        void removeMessages(RemoveMessages change) throws E;

        void copyMessages(CopyMessages change) throws E;

        void restoreMessages(RestoreMessages change) throws E;

        void refillMailbox(RefillMailbox change) throws E;

        void purgeMessages(PurgeMessages change) throws E;

        void forgetExpunged(ForgetExpunged change) throws E;

        void emptyMailbox(EmptyMailbox change) throws E;

        void moveBodies(MoveBodies change) throws E;

        void setAnnotations(SetAnnotations change) throws E;

        void copyAnnotations(CopyAnnotations change) throws E;

        void removeAnnotations(RemoveAnnotations change) throws E;

        void packBody(PackBody change) throws E;
    }

    /** New octets, and the messages in mailboxes that are made of them. */
    record AddMessages(List<Body> bodies, List<Copy> copies) implements MessageChange {

        /**
         * Octets that messages share.
         *
         * @param file the number of its file, or 0 if they stand in this record
         * @param offset in the record's data
         * @param checksum of the octets, begun with the store's key
         * @param structure what the scanner found, encoded
         */
        public record Body(long id, long file, long offset, long length, int checksum, byte[] structure) {
        }

        /**
         * A message in a mailbox.
         *
         * @param body index into {@code bodies}
         * @param size octets, prefix included
         */
        public record Copy(int body, long mailbox, long uid, long modSeq, Flags flags, long size, long internalDate, long saveDate,
            long emailId, byte[] prefix) {
        }

        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.messages().addMessages(this);
        }
    }

    /** The counters of a mailbox after this mutation. */
    record SetCounters(long mailbox, long uidNext, long modSeq, long messages, long unseen, long deleted, long octets) implements MessageChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.messages().setCounters(this);
        }
    }

    /** New flags of messages, all with the same mod-sequence. */
    record SetFlags(long mailbox, long modSeq, List<Group> groups) implements MessageChange {
        /** Messages that have the same flags now. */
        public record Group(Flags flags, UidSet uids) {
        }

        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.messages().setFlags(this);
        }
    }

    /**
     * Messages that are gone; each of these UIDs existed.
     *
     * @param at when; 0 in records of versions that did not note it
     * @param kept whether they can come back
     */
    record RemoveMessages(long mailbox, long modSeq, UidSet uids, long at, boolean kept) implements MessageChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.messages().removeMessages(this);
        }
    }

    /** Copies of messages, which share the octets. */
    record CopyMessages(long source, long target, long modSeq, long saveDate, List<Run> runs) implements MessageChange {
        /** Consecutive UIDs, each of them a message, that become consecutive UIDs. */
        public record Run(long sourceUid, long targetUid, int count) {
        }

        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.messages().copyMessages(this);
        }
    }

    /** Expunged messages come back, without {@code \\Deleted}, as new ones. */
    record RestoreMessages(long source, long target, long modSeq, long saveDate, List<CopyMessages.Run> runs) implements MessageChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.messages().restoreMessages(this);
        }
    }

    /** Messages that went with their mailbox are in it again, under the UIDs they had. */
    record RefillMailbox(long mailbox, long modSeq, UidSet uids) implements MessageChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.messages().refillMailbox(this);
        }
    }

    /** Messages that could have come back and can't any more. */
    record PurgeMessages(long mailbox, UidSet uids) implements MessageChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.messages().purgeMessages(this);
        }
    }

    /** Which UIDs went is forgotten: at mod-sequences before this one, and at this one up to a UID. */
    record ForgetExpunged(long mailbox, long modSeq, long uid) implements MessageChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.messages().forgetExpunged(this);
        }
    }

    /**
     * Messages of a mailbox that is about to be deleted; each of these UIDs existed.
     *
     * @param keptAt when, if they can come back; else 0
     */
    record EmptyMailbox(long mailbox, UidSet uids, long keptAt) implements MessageChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.messages().emptyMailbox(this);
        }
    }

    /**
     * Octets of bodies that exist, once more: from here on they are read here.
     *
     * @see BodyForm
     */
    record MoveBodies(List<Moved> bodies) implements MessageChange {

        /**
         * @param offset in the record's data
         * @param stored how many octets it takes there
         * @param checksum of those, begun with the store's key
         */
        public record Moved(long id, int form, long offset, long stored, int checksum) {
        }

        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.messages().moveBodies(this);
        }
    }

    /**
     * The same annotations for messages; their mod-sequence comes by {@link SetFlags}, or they are new.
     *
     * @param forget whether it is forgotten which ones they had before
     */
    record SetAnnotations(long mailbox, long modSeq, UidSet uids, List<Note> notes, boolean forget) implements MessageChange {

        /**
         * @param account whose it is; 0 if everyone's
         * @param value {@code null} takes it away
         */
        public record Note(long account, String name, byte[] value) {
        }

        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.messages().setAnnotations(this);
        }
    }

    /**
     * Copies of messages have the annotations that these have.
     *
     * @param accounts whose come along (0: everyone's); none stands for all of them
     */
    record CopyAnnotations(long source, long target, long modSeq, List<Long> accounts, List<CopyMessages.Run> runs) implements MessageChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.messages().copyAnnotations(this);
        }
    }

    /** Messages that are gone for good, or have other UIDs: their annotations go. */
    record RemoveAnnotations(long mailbox, UidSet uids) implements MessageChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.messages().removeAnnotations(this);
        }
    }

    /**
     * A body with a file of its own has another one from here on, and is stored there in another form.
     *
     * @param stored how many octets it takes there
     * @see BodyForm
     */
    record PackBody(long id, long file, int form, long stored) implements MessageChange {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.messages().packBody(this);
        }
    }
}
