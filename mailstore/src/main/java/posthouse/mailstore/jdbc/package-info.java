/**
 * The tables: the journal's index, never the only holder of anything. The only package that imports {@code java.sql}.
 *
 * <p>What holds here:
 * <ul>
 *   <li>{@link posthouse.mailstore.jdbc.Apply} is the one place where a mutation becomes SQL, for the running store, for
 *       recovery and for a rebuild. It takes everything from the mutation and from rows that earlier mutations made.
 *   <li>The position in the journal is committed with the rows it stands for. A rebuilt database has the same rows as the one
 *       that lived (except {@code first_recent}, which has no record).
 *   <li>One connection writes, on one thread. All others only read, each query on a connection borrowed for that query alone;
 *       nobody holds one while writing to a client.
 *   <li>The commit is not durable by itself and need not be. H2's file is written between transactions
 *       ({@link posthouse.mailstore.jdbc.H2File}), so that what a kill leaves is of one moment.
 *   <li>No CLOB, no BLOB. The schema is what the numbered files beside these classes make of it.
 * </ul>
 */
package posthouse.mailstore.jdbc;
