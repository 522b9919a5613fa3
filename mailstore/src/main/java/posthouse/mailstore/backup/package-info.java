/**
 * Backups: a folder with copies of what a store is made from, and an index that says what belongs to it.
 *
 * <p>On disk: {@code journal} and {@code bodies} as in a data folder, {@code snapshots} with the one that was taken for this backup,
 * and {@code backup.index}: lines of text with the size and SHA-256 of each file, whose last line is the SHA-256 of those before.
 *
 * <p>What holds here:
 * <ul>
 *   <li>The index is written last, under another name first: a backup that breaks off leaves the one before it as it was. A file may
 *       be longer than the index says, then something was added behind it for a later backup that was not finished.
 *   <li>What can't change is copied once: body files, and journal files that are finished.
 *   <li>While it is copied, nothing that it needs is removed from the store.
 * </ul>
 */
package posthouse.mailstore.backup;
