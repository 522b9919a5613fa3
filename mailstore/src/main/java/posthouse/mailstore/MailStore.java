package posthouse.mailstore;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import posthouse.common.config.Settings;
import posthouse.mailstore.engine.OpenStore;
import posthouse.mailstore.engine.StoreCopy;

/** All that is kept. Safe for use by many threads. */
public interface MailStore extends AutoCloseable {

    /**
     * Opens the store of a data folder, makes it if there is none, and recovers what a crash left. One process at a time.
     *
     * @throws Unavailable with one clear line: the folder is in use, unreadable, of a newer format, or damaged
     */
    static MailStore open(Path dataFolder, Settings settings) throws Unavailable {
        return OpenStore.open(dataFolder, settings);
    }

    /**
     * Makes the tables of a store anew, from its newest snapshot and what follows in the journal. Those that are there are moved aside.
     *
     * @throws Unavailable if the store is in use, or can't be made from what is there: then all stays as it is
     */
    static void rebuild(Path dataFolder, Settings settings) throws Unavailable {
        OpenStore.rebuild(dataFolder, settings);
    }

    /**
     * Copies a store to another place: each is a data folder or the URL of a PostgreSQL. Everything keeps its numbers. The old place is marked, and no
     * server uses it any more.
     *
     * @param progress is told how many bodies, and octets of them, are copied
     * @return what was read back from the new place, which is right
     * @throws StoreException with one clear line: a store is in use, the new place is not empty, or something can't be read or written
     */
    static StoreCare.Findings copy(String from, String to, Settings settings, BiConsumer<Long, Long> progress) throws StoreException {
        return StoreCopy.run(from, to, settings, progress);
    }

    /**
     * Makes a store out of a backup, in a data folder that has none.
     *
     * @throws Unavailable with one clear line: the folder has a store, or the backup is not what was written
     */
    static void restore(Path backup, Path dataFolder, Settings settings) throws Unavailable {
        OpenStore.restore(backup, dataFolder, settings);
    }

    /** Reads a backup, all of it, as {@link StoreCare#verify} reads a store. */
    static StoreCare.Findings verifyBackup(Path backup) throws StoreException {
        return OpenStore.verifyBackup(backup);
    }

    /** What an administrator does to all of it. */
    StoreCare care();

    /** Domains, accounts and aliases. */
    Directory directory();

    /** What was removed and can come back. */
    Removed removed();

    /** The mailboxes of one account. */
    Mailboxes mailboxes(long accountId);

    /** What clients noted of mailboxes and of the server. */
    Annotations annotations();

    /** What authorizes URLs of messages. */
    AccessKeys accessKeys();

    /** Mailboxes of other accounts with which this account may do something, or everyone may: their ids by the owner's. One query. */
    Map<Long, Set<Long>> sharedWith(long accountId) throws StoreException;

    /** A mailbox by its id, of whatever account; empty if it was deleted. */
    Optional<Mailbox> mailbox(long mailboxId);

    /**
     * Begins to take in a message: its octets are spooled as they arrive and scanned as they pass.
     *
     * @throws OutOfSpace if the disk is too full for any
     */
    Incoming incoming() throws StoreException;

    /** Whether an account's quota would take a message of this size now: a cheap look before it comes (RCPT); {@link #deliver} decides. */
    boolean hasRoom(long accountId, long octets) throws StoreException;

    /** Whether {@link #hasRoom} can be said from memory, waiting for nothing. */
    boolean knowsRoom(long accountId);

    /**
     * Stores one message in several mailboxes, as one record. The octets are kept once. A copy whose account, by now, has
     * no room or is gone fails alone if {@code partial}; else the first failure is thrown and nothing is stored.
     * Copies for the same mailbox are one copy, the first.
     *
     * @return one result for each copy, in their order
     */
    default List<Delivered> deliver(Incoming message, List<LocalCopy> copies, boolean partial) throws StoreException {
        return deliver(message, copies, List.of(), partial);
    }

    /**
     * The same with envelopes for other servers: local copies and queue entries are one record, whole or not at all.
     *
     * @param outgoing goes into the {@link OutboundQueue}, whatever becomes of the copies if {@code partial}
     */
    List<Delivered> deliver(Incoming message, List<LocalCopy> copies, List<Outgoing> outgoing, boolean partial) throws StoreException;

    /**
     * The same for who holds no thread while the store works. A large message is written to its file before this returns.
     *
     * @param executor where the stage completes; what it fails with is what the other {@link #deliver} throws
     */
    CompletionStage<List<Delivered>> deliver(Incoming message, Destinations destinations, Executor executor) throws StoreException;

    /** What happened to messages. */
    Journeys journeys();

    /** Mail on its way to other servers. */
    OutboundQueue queue();

    /** Policies of other domains, as they were fetched. */
    PolicyCache policies();

    /** How connections kept to them. */
    TlsResults tlsResults();

    /** Locks an account's maildrop (RFC 1939 4), which only POP3 does and knows of; empty if another session has it, here or on another server. */
    Optional<SessionLock> lockMaildrop(long accountId) throws StoreException;

    @Override
    void close();

    /**
     * A copy for one mailbox.
     *
     * @param mailbox a name in this account; where it does not exist, INBOX is meant
     * @param prefix this copy's own trace lines (Return-Path, Delivered-To), with CRLFs, in front of the shared octets; may be empty
     */
    record LocalCopy(long accountId, String mailbox, byte[] prefix, Flags flags) {
    }

    /**
     * Where one message goes, as one record.
     *
     * @param partial whether a copy may fail alone
     * @param later where a copy that can't be stored now waits in the queue: the envelope for those that do, with the recipient of each copy, in
     *     their order. If that is so of all, and nothing goes to other servers, the first failure is thrown and nothing is stored. Else {@code null}.
     */
    record Destinations(List<LocalCopy> copies, List<Outgoing> outgoing, boolean partial, Outgoing later) {
        public Destinations {
            copies = List.copyOf(copies);
            outgoing = List.copyOf(outgoing);
        }
    }

    /**
     * What became of a copy.
     *
     * @param failure {@code null} if it is stored
     */
    record Delivered(long mailboxId, String mailbox, long uidValidity, long uid, StoreException failure) {
        public boolean stored() {
            return failure == null;
        }
    }
}
