/**
 * Snapshots: all rows of all tables at one place of the journal, in one file that any engine can write and read.
 *
 * <p>On disk: blocks, each with a length, a kind, a checksum (CRC32C begun with the store's key) and its octets, deflated where
 * that helps. The first is a {@link posthouse.mailstore.snapshot.SnapshotHeader}; then for each table one block with its
 * {@link posthouse.mailstore.snapshot.TableShape} and as many with rows as it takes; the last says how many rows there are, and
 * sums up all checksums.
 *
 * <p>What holds here:
 * <ul>
 *   <li>Nothing knows what the tables are: names, columns and kinds of value come from the database that is written, and the
 *       numbered migrations make a database of the same version before the rows are read into it.
 *   <li>A file counts once it was read back whole; until then it has a name that nobody looks for.
 * </ul>
 */
package posthouse.mailstore.snapshot;
