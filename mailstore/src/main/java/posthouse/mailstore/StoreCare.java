package posthouse.mailstore;

import java.util.List;

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

    /** Wins back all space that can be won, at once. */
    Compacted compact() throws StoreException;

    /** Octets on disk. */
    record Compacted(long before, long after) {
    }
}
