package posthouse.mailstore.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import posthouse.common.net.Uninterrupted;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.engine.ListFile.Head;
import posthouse.mailstore.jdbc.Database;
import posthouse.mailstore.jdbc.MailboxRow;
import posthouse.mailstore.jdbc.MessageRow;
import posthouse.mailstore.journal.Folders;
import posthouse.mailstore.journal.StoreKey;

/**
 * Lists of large mailboxes in files, so that the first who opens one after a start need not wait until each of its rows is read. Never the truth:
 * what changed after a list's mod-sequence is asked of the tables, and a file that does not fit is removed and the rows are read. A thread
 * writes them now and then, and {@link #close} those that are in memory and have changed.
 */
final class ListFiles implements AutoCloseable {
    /** Fewer messages are read from their rows in no time. */
    static final int LARGE = 2_000;

    private static final Logger LOG = LogManager.getLogger(ListFiles.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long FIRST_LOOK_MILLIS = 3_000;
    private static final long LOOK_MILLIS = 30_000;
    /** A list that changes is written anew after as many seconds as it has so many messages: some 100 KiB a second at most. */
    private static final int MESSAGES_A_SECOND = 2_000;
    private static final long LEAST_SECONDS = 30;
    private static final long LAST_UID = 0xffffffffL;
    /** A file is written from the tables if it lacks more than one in so many messages. */
    private static final int TOO_MANY = 8;

    /** {@code null} if none are kept. */
    private final Path folder;
    private final StoreKey key;
    /** What the files have, and when they were written. */
    private final Map<Long, Head> heads = new ConcurrentHashMap<>();
    private final Map<Long, Long> written = new HashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        var named = new Thread(task, "store-lists");
        named.setDaemon(true);
        return named;
    });
    private Memory memory;
    private Supplier<Database> tables;

    private ListFiles(Path folder, StoreKey key) {
        this.folder = folder;
        this.key = key;
    }

    /** Keeps no lists. */
    static ListFiles none() {
        return new ListFiles(null, null);
    }

    /**
     * Finds what an earlier run left.
     *
     * @param trusted whether all that was acknowledged then is in the store: else a list may have what is not
     */
    static ListFiles in(Path folder, StoreKey key, boolean trusted) throws IOException {
        var lists = new ListFiles(Folders.create(folder), key);
        lists.find(trusted);
        return lists;
    }

    private void find(boolean trusted) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                try {
                    Head head = new ListFile(file, key).head();
                    if (trusted && file.equals(path(head.mailbox()))) {
                        heads.put(head.mailbox(), head);
                        continue;
                    }
                } catch (IOException | RuntimeException e) {
                    LOG.debug("{} is of no use: {}", file, e.toString());
                }
                Files.delete(file);
            }
        }
    }

    private Path path(long mailbox) {
        return folder.resolve(Long.toString(mailbox));
    }

    void start(Memory lists, Supplier<Database> database) {
        memory = lists;
        tables = database;
        if (folder != null) {
            thread.scheduleWithFixedDelay(this::look, FIRST_LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Reads the list of a mailbox from its file.
     *
     * @param into an empty list
     * @return the mod-sequence after which changes must be read from the tables; -1 if there is nothing of use, and then the list is not either
     */
    long read(MailboxRow mailbox, MessageList into) {
        Head head = heads.get(mailbox.id());
        if (head == null || !fits(head, mailbox)) {
            return -1;
        }
        try {
            new ListFile(path(mailbox.id()), key).read(into);
            return head.modSeq();
        } catch (IOException | RuntimeException e) {
            LOG.warn("the list of mailbox {} is of no use, its rows are read: {}", mailbox.id(), e.toString());
            remove(mailbox.id());
            return -1;
        }
    }

    synchronized void remove(long mailbox) {
        heads.remove(mailbox);
        try {
            Files.deleteIfExists(path(mailbox));
        } catch (IOException e) {
            LOG.warn("the list of mailbox {} can't be removed: {}", mailbox, e.toString());
        }
    }

    /** Nothing of what was erased may stay; the others are written again. */
    synchronized void removeAll() {
        List.copyOf(heads.keySet()).forEach(this::remove);
    }

    /** Writes what is due, and removes what is of no use any more. */
    void look() {
        try {
            for (MailboxState mailbox : memory.loaded()) {
                if (isDue(mailbox.row())) {
                    write(mailbox);
                }
            }
            follow(tables.get().largeMailboxes(LARGE));
        } catch (IOException | Unavailable | RuntimeException e) {
            LOG.warn("lists of messages can't be written now: {}", e.toString());
        }
    }

    private boolean isDue(MailboxRow mailbox) {
        Head head = heads.get(mailbox.id());
        if (head == null || !fits(head, mailbox)) {
            return true;
        }
        long seconds = Math.max(LEAST_SECONDS, mailbox.messages() / MESSAGES_A_SECOND);
        return head.modSeq() != mailbox.modSeq() && System.nanoTime() - written.getOrDefault(mailbox.id(), 0L) > TimeUnit.SECONDS.toNanos(seconds);
    }

    /** Removes those of mailboxes that are gone, and writes those of which there is none, or an old one. */
    private void follow(List<MailboxRow> mailboxes) throws IOException, Unavailable {
        Map<Long, MailboxRow> now = mailboxes.stream().collect(Collectors.toMap(MailboxRow::id, Function.identity()));
        heads.values().stream().filter(head -> !fits(head, now.get(head.mailbox()))).map(Head::mailbox).toList().forEach(this::remove);
        for (MailboxRow mailbox : mailboxes) {
            Head head = heads.get(mailbox.id());
            if (head == null || mailbox.messages() - head.messages() > mailbox.messages() / TOO_MANY) {
                write(mailbox, uid -> rows(mailbox.id(), uid));
            }
        }
    }

    /** Whether it is an older list, or this one, of the mailbox. */
    private static boolean fits(Head head, MailboxRow mailbox) {
        return mailbox != null && head.uidValidity() == mailbox.uidValidity() && head.modSeq() <= mailbox.modSeq();
    }

    private MessageList rows(long mailbox, long uid) throws Unavailable {
        if (thread.isShutdown()) {
            return null;
        }
        List<MessageRow> rows = tables.get().messages(mailbox, uid, LAST_UID, ListFile.PIECE);
        var piece = new MessageList(rows.size());
        rows.forEach(piece::add);
        return piece;
    }

    private void write(MailboxState mailbox) throws IOException, Unavailable {
        write(mailbox.row(), uid -> mailbox.part(uid, ListFile.PIECE));
    }

    private synchronized void write(MailboxRow mailbox, ListFile.Source source) throws IOException, Unavailable {
        var head = new Head(mailbox.id(), mailbox.uidValidity(), mailbox.modSeq(), mailbox.messages());
        if (new ListFile(path(mailbox.id()), key).write(head, source)) {
            heads.put(mailbox.id(), head);
            written.put(mailbox.id(), System.nanoTime());
        }
    }

    /** Nothing changes any more: what is in memory is written, if it is not as it was written last. */
    @Override
    public void close() {
        thread.shutdown();
        if (!Uninterrupted.await(thread, PATIENCE)) {
            LOG.warn("the thread that writes lists of messages does not end");
        }
        if (folder == null || memory == null) {
            return;
        }
        try {
            for (MailboxState mailbox : memory.loaded()) {
                Head head = heads.get(mailbox.row().id());
                if (head == null || !fits(head, mailbox.row()) || head.modSeq() < mailbox.row().modSeq()) {
                    write(mailbox);
                }
            }
        } catch (IOException | Unavailable | RuntimeException e) {
            LOG.warn("lists of messages can't be written: {}", e.toString());
        }
    }
}
