package posthouse.mailstore.journal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import posthouse.common.sasl.AppPassword;
import posthouse.common.sasl.ScramKeys;
import posthouse.mailstore.Flags;
import posthouse.mailstore.QueuedMessage;
import posthouse.mailstore.QueuedMessage.Progress;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.UidSet;

/** One step of a {@link Mutation}: a fact, not a wish. Dates are milliseconds since 1970. */
public sealed interface Change {

    <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E;

    /** New octets, and the messages in mailboxes that are made of them. */
    record AddMessages(List<Body> bodies, List<Copy> copies) implements Change {

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
            visitor.addMessages(this);
        }
    }

    /** The counters of a mailbox after this mutation. */
    record SetCounters(long mailbox, long uidNext, long modSeq, long messages, long unseen, long deleted, long octets) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.setCounters(this);
        }
    }

    /** New flags of messages, all with the same mod-sequence. */
    record SetFlags(long mailbox, long modSeq, List<Group> groups) implements Change {
        /** Messages that have the same flags now. */
        public record Group(Flags flags, UidSet uids) {
        }

        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.setFlags(this);
        }
    }

    /**
     * Messages that are gone; each of these UIDs existed.
     *
     * @param at when; 0 in records of versions that did not note it
     * @param kept whether they can come back
     */
    record RemoveMessages(long mailbox, long modSeq, UidSet uids, long at, boolean kept) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.removeMessages(this);
        }
    }

    /** Copies of messages, which share the octets. */
    record CopyMessages(long source, long target, long modSeq, long saveDate, List<Run> runs) implements Change {
        /** Consecutive UIDs, each of them a message, that become consecutive UIDs. */
        public record Run(long sourceUid, long targetUid, int count) {
        }

        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.copyMessages(this);
        }
    }

    record CreateMailbox(long id, long account, String name, Set<SpecialUse> uses, long uidValidity) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.createMailbox(this);
        }
    }

    /** Expunged messages come back, without {@code \\Deleted}, as new ones. */
    record RestoreMessages(long source, long target, long modSeq, long saveDate, List<CopyMessages.Run> runs) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.restoreMessages(this);
        }
    }

    /** Messages that went with their mailbox are in it again, under the UIDs they had. */
    record RefillMailbox(long mailbox, long modSeq, UidSet uids) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.refillMailbox(this);
        }
    }

    /** Messages that could have come back and can't any more. */
    record PurgeMessages(long mailbox, UidSet uids) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.purgeMessages(this);
        }
    }

    /** Which UIDs went is forgotten: at mod-sequences before this one, and at this one up to a UID. */
    record ForgetExpunged(long mailbox, long modSeq, long uid) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.forgetExpunged(this);
        }
    }

    /**
     * Messages of a mailbox that is about to be deleted; each of these UIDs existed.
     *
     * @param keptAt when, if they can come back; else 0
     */
    record EmptyMailbox(long mailbox, UidSet uids, long keptAt) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.emptyMailbox(this);
        }
    }

    /**
     * A mailbox that has no messages any more.
     *
     * @param keptAt when, if it can come back; else 0
     */
    record DeleteMailbox(long id, long account, long keptAt) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.deleteMailbox(this);
        }
    }

    /** A deleted mailbox is there again, empty, with the UIDs and mod-sequences it had; maybe in another account. */
    record RestoreMailbox(long id, long account, String name, Set<SpecialUse> uses, long uidValidity) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.restoreMailbox(this);
        }
    }

    /** A deleted mailbox can't come back any more; none of its messages can. */
    record PurgeMailbox(long id) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.purgeMailbox(this);
        }
    }

    record RenameMailbox(long id, long account, String name) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.renameMailbox(this);
        }
    }

    record SetSubscribed(long account, String name, boolean subscribed) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.setSubscribed(this);
        }
    }

    /**
     * What a client noted of a mailbox or of the server.
     *
     * @param mailbox 0 for the server
     * @param account whose it is; 0 if everyone's
     * @param value {@code null} for none any more
     */
    record SetAnnotation(long mailbox, long account, String name, byte[] value) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.setAnnotation(this);
        }
    }

    /**
     * What someone else may do with a mailbox.
     *
     * @param grantee an account; 0 for everyone
     * @param letters empty for none any more
     */
    record SetRights(long account, long mailbox, long grantee, boolean negative, String letters) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.setRights(this);
        }
    }

    /** @param postmaster an address, or {@code null} */
    record SetDomain(String name, String postmaster) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.setDomain(this);
        }
    }

    record RemoveDomain(String name) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.removeDomain(this);
        }
    }

    record AddAccount(long id, String localPart, String domain, List<ScramKeys> keys) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.addAccount(this);
        }
    }

    /**
     * An account whose mailboxes are deleted already.
     *
     * @param keptAt when, if it can come back; else 0
     */
    record RemoveAccount(long id, long keptAt) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.removeAccount(this);
        }
    }

    /** A removed account is there again with all that was its own, but for mailboxes: they come back one by one. */
    record RestoreAccount(long id) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.restoreAccount(this);
        }
    }

    /** A removed account can't come back any more. */
    record PurgeAccount(long id) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.purgeAccount(this);
        }
    }

    /** What the accounts of a domain may have together; 0 for no limit. */
    record SetDomainQuota(String name, long octets, long messages) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.setDomainQuota(this);
        }
    }

    record SetKeys(long account, List<ScramKeys> keys) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.setKeys(this);
        }
    }

    /** @param secret shared with the account's owner for APOP, as it is; {@code null} for none */
    record SetApopSecret(long account, String secret) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.setApopSecret(this);
        }

        /** Not the secret: records may come into a log. */
        @Override
        public String toString() {
            return "SetApopSecret[account=" + account + "]";
        }
    }

    /** A further password; its keys have the salt of the account's own. */
    record AddAppPassword(long account, AppPassword password) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.addAppPassword(this);
        }
    }

    record RemoveAppPassword(long account, long id) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.removeAppPassword(this);
        }
    }

    record UseAppPassword(long account, long id, long time) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.useAppPassword(this);
        }
    }

    record SetQuota(long account, long octets, long messages) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.setQuota(this);
        }
    }

    /** @param localPart in its canonical form; empty for the catch-all */
    record SetAlias(String localPart, String domain, List<String> targets) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.setAlias(this);
        }
    }

    record RemoveAlias(String localPart, String domain) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.removeAlias(this);
        }
    }

    /**
     * A message for other servers. Its octets are those of a body, which it keeps like a copy does.
     *
     * @param message prefix, terms and recipients; their progress is the beginning
     */
    record QueueMessage(QueuedMessage message) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.queueMessage(this);
        }
    }

    /** How far recipients of a queued message are, by their numbers. */
    record SetProgress(long message, Map<Integer, Progress> recipients) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.setProgress(this);
        }
    }

    /**
     * Recipients of a queued message that are done with.
     *
     * @param body whose reference goes, as none is left; 0 if others are
     */
    record RemoveQueued(long message, List<Integer> recipients, long body) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.removeQueued(this);
        }
    }

    /**
     * Octets of bodies that exist, once more: from here on they are read here.
     *
     * @see BodyForm
     */
    record MoveBodies(List<Moved> bodies) implements Change {

        /**
         * @param offset in the record's data
         * @param stored how many octets it takes there
         * @param checksum of those, begun with the store's key
         */
        public record Moved(long id, int form, long offset, long stored, int checksum) {
        }

        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.moveBodies(this);
        }
    }

    /** What a domain elsewhere published about its mail (RFC 8461); those that expired when it was fetched go. */
    record KeepPolicy(String domain, String id, String text, long fetched, long expires) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.keepPolicy(this);
        }
    }

    /** @param day days since 1970 in UTC; those of 60 days before go */
    record AddTlsResults(long day, List<TlsResult> results) implements Change {
        /** How connections ended: see {@link posthouse.mailstore.TlsResults}. */
        public record TlsResult(String domain, String policy, String host, String result, long count) {
        }

        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.addTlsResults(this);
        }
    }

    /** Numbers that may have been told before a crash and are not in the journal: none of them may be used again. */
    record SkipNumbers(long count) implements Change {
        @Override
        public <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E {
            visitor.skipNumbers(this);
        }
    }
}
