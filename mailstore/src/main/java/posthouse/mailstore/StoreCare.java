package posthouse.mailstore;

import java.nio.file.Path;
import java.util.List;
import posthouse.common.address.EmailAddress;

/** What an administrator does to a store as a whole; it goes on meanwhile. */
public interface StoreCare {

    /**
     * Reads everything that is kept and compares what is there twice: checksums, counters, references, files.
     *
     * @throws StoreException if it can't be read at all
     */
    Findings verify() throws StoreException;

    /**
     * What {@link #verify} saw.
     *
     * @param problems one line each; none if all is well. Of very many only the first
     */
    record Findings(long records, long messages, long bodies, long octets, List<String> problems) {
    }

    /**
     * Copies everything to a folder, or what is new since it was copied there last.
     *
     * @throws StoreException with one clear line; a backup that was there before is as it was
     */
    BackedUp backup(Path folder) throws StoreException;

    /**
     * @param octets the backup's files
     * @param copied how much of it was copied now
     */
    record BackedUp(long files, long octets, long copied) {
    }

    /**
     * Brings something back from a backup, beside what is there: nothing is overwritten.
     *
     * @return what was done, one line each
     */
    List<String> restore(Path folder, Wanted wanted) throws StoreException;

    /**
     * What is wanted from a backup.
     *
     * @param mailbox {@code null} for all of the account
     * @param messageId {@code null} for all messages; else the content of the Message-ID field
     */
    record Wanted(EmailAddress account, String mailbox, String messageId) {
    }

    /** Wins back all space that can be won, at once. */
    Compacted compact() throws StoreException;

    /**
     * Octets on disk.
     *
     * @param restorable octets of mail that is still there only because it can be brought back
     */
    record Compacted(long before, long after, long restorable) {
    }
}
