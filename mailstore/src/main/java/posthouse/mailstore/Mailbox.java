package posthouse.mailstore;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/** One mailbox: a handle that stays valid while the mailbox exists, under whatever name. */
public interface Mailbox {

    long id();

    long accountId();

    /** The name it has now. */
    String name() throws NoSuchMailbox;

    /** Constant while the mailbox lives; from one counter of the store that only grows. */
    long uidValidity();

    /** Counters, all of one moment. Cheap: a row or memory, never the messages. */
    Status status() throws StoreException;

    /** The same, if it is in memory: waits for nothing. */
    Optional<Status> knownStatus();

    /** UIDs, flags and mod-sequences of all messages at one moment, ascending. What a client's view is made from. */
    Index index() throws StoreException;

    /**
     * What changed after a mod-sequence: messages added or with other flags since (as they are now), UIDs expunged since,
     * and the mod-sequence this is up to date with. A client's view is brought up to date with it after a {@link #watch} wake.
     */
    Changes changesSince(long modSeq) throws StoreException;

    /**
     * UIDs that were expunged after a mod-sequence, for a client that was away since. None of them exists. Where it is not remembered any more
     * which they are, all that do not exist (RFC 7162 3.2.5.2).
     */
    UidSet expungedSince(long modSeq) throws StoreException;

    /**
     * The messages of these UIDs, ascending; those that don't exist are left out. Rows are read in short batches with no
     * connection held while {@code consumer} runs, so it may take its time.
     */
    void read(UidSet uids, Detail detail, Consumer<Message> consumer) throws StoreException;

    /**
     * Like {@link #read(UidSet, Detail, Consumer)}, for whoever keeps what it reads: ends when the structures it read became
     * large together. At least one message is read if one exists.
     *
     * @return the UIDs that are left to be read
     */
    UidSet readSome(UidSet uids, Detail detail, Consumer<Message> consumer) throws StoreException;

    /** The message of this UID or {@code null}. */
    default Message read(long uid, Detail detail) throws StoreException {
        var found = new Message[1];
        read(UidSet.of(uid), detail, m -> found[0] = m);
        return found[0];
    }

    /** How much of a row is read. */
    enum Detail {
        /** UID, flags, mod-sequence, size, dates, ids; envelope and structure are {@code null}. */
        SUMMARY,
        /** Envelope and structure too. */
        STRUCTURE
    }

    /** Opens the octets of a message for reading, prefix included. */
    MessageBody body(Message message) throws StoreException;

    /** A mail program is given the message, or parts of it: a step of its journey. */
    void fetched(Message message);

    /** The messages as they are now, for a session that numbers them and must not lose one (RFC 1939 8). Touches no message. */
    Pinned pin() throws StoreException;

    /** Messages by ascending UID, as they were. Their octets can be read until this is closed, whether they are expunged or not. */
    interface Pinned extends AutoCloseable {

        int count();

        /** Sum of their sizes. */
        long octets();

        /** @param index from 0; without structure, like {@link Detail#SUMMARY} */
        Message message(int index);

        /** What {@link Message#prefix} would be: for those who look at all of them. */
        byte[] prefix(int index);

        MessageBody body(int index) throws StoreException;

        @Override
        void close();
    }

    /**
     * Changes flags, as one record. UIDs that don't exist are left out. A message whose flags stay the same keeps its mod-sequence.
     *
     * @param unchangedSince if present, a message with a higher mod-sequence is not touched (RFC 7162 3.1.3)
     */
    Stored store(UidSet uids, FlagChange change, OptionalLong unchangedSince) throws StoreException;

    /**
     * Removes messages, as one record.
     *
     * @param onlyDeleted whether only those with {@code \Deleted} go (EXPUNGE), or all that are named (POP3)
     * @return the UIDs that are gone now through this call
     */
    UidSet expunge(UidSet uids, boolean onlyDeleted) throws StoreException;

    /** What clients note of its messages. */
    MessageAnnotations annotations();

    /**
     * Copies messages, all or none, as one record (RFC 9051 6.4.7); UIDs that don't exist are left out.
     *
     * @param annotationsOf whose annotations come along; {@link Annotations#SHARED} for the shared ones
     */
    Copied copy(UidSet uids, Mailbox target, Set<Long> annotationsOf) throws StoreException;

    /** Moves messages, all or none, as one record (RFC 6851), likewise. The mailbox itself may be the target. */
    Copied move(UidSet uids, Mailbox target, Set<Long> annotationsOf) throws StoreException;

    /** Copies for the mailbox's owner. */
    default Copied copy(UidSet uids, Mailbox target) throws StoreException {
        return copy(uids, target, Set.of(Annotations.SHARED, accountId()));
    }

    /** Moves for the mailbox's owner. */
    default Copied move(UidSet uids, Mailbox target) throws StoreException {
        return move(uids, target, Set.of(Annotations.SHARED, accountId()));
    }

    /** Appends messages, all or none, as one record (RFC 9051 6.3.12, RFC 3502). */
    Appended append(List<NewMessage> messages) throws StoreException;

    /**
     * Puts a message into a mailbox in place of one of this one, as one record (RFC 8508).
     *
     * @throws MessageGone if there is none of this UID
     */
    Appended replace(long uid, NewMessage message, Mailbox target) throws StoreException;

    /**
     * The first UID that no session was told of as {@code \Recent}. With {@code claim} this session is told: the next call
     * begins behind what exists now. Costs no force; a crash may tell a message twice.
     */
    long firstRecent(boolean claim) throws StoreException;

    /** Calls {@code wake} after every change, in commit order, on a thread that must not be kept: a wake-up, not the news. */
    Subscription watch(Runnable wake);

    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * @param unseen messages without {@code \Seen}
     * @param deleted messages with {@code \Deleted}
     * @param octets sum of their sizes
     */
    record Status(long uidValidity, long uidNext, long highestModSeq, long messages, long unseen, long deleted, long octets) {
    }

    /**
     * Parallel arrays, one element a message, by ascending UID. Read-only.
     *
     * @param numbers the UIDs, each in 32 bits
     */
    record Index(Status status, int[] numbers, Flags[] flags, long[] modSeqs) {

        public long uid(int index) {
            return Integer.toUnsignedLong(numbers[index]);
        }

        public long[] uids() {
            return Arrays.stream(numbers).mapToLong(Integer::toUnsignedLong).toArray();
        }
    }

    /**
     * @param remembered whether it is remembered which messages were expunged since; if not, it is too long ago, and {@code expunged} names
     *     every UID up to the newest that is no message (RFC 7162 3.2.5.2 lets VANISHED name them all)
     */
    record Changes(Status status, List<Message> changed, UidSet expunged, boolean remembered) {
    }

    /** @param changed the new state of those that changed; {@code refused} those that {@code unchangedSince} kept from it */
    record Stored(List<Message> changed, UidSet refused, long highestModSeq) {
    }

    /** Source and target UIDs, in the same order. */
    record Copied(long uidValidity, long[] sourceUids, long[] targetUids) {
    }

    record Appended(long uidValidity, long[] uids) {
    }

    /**
     * @param internalDate {@code null} for now
     * @param zone in which it is told
     * @param annotations what is noted of it at once
     */
    record NewMessage(Incoming octets, Flags flags, Instant internalDate, ZoneOffset zone, List<Annotations.Annotation> annotations) {
        public NewMessage(Incoming octets, Flags flags, Instant internalDate, ZoneOffset zone) {
            this(octets, flags, internalDate, zone, List.of());
        }

        public NewMessage(Incoming octets, Flags flags, Instant internalDate) {
            this(octets, flags, internalDate, ZoneOffset.UTC);
        }
    }
}
