/**
 * The store behind {@link posthouse.mailstore.MailStore}: what decides, what is kept in memory, what serves readers.
 *
 * <p>The way of a change: a session calls a method of {@link posthouse.mailstore.engine.StoredMailbox} or its kind and waits. The
 * {@link posthouse.mailstore.engine.Writer} takes all commands that wait; each {@link posthouse.mailstore.engine.Command} decides,
 * seeing a {@link posthouse.mailstore.engine.View}; its mutation is applied to the tables. Then the batch is written to the journal
 * and forced, the tables are committed, memory is changed, the sessions go on, and watchers are woken. In this order, always, but for
 * sessions that brought new messages: they go on once the batch is forced, and their mutations are applied then.
 *
 * <p>What holds here:
 * <ul>
 *   <li>Only the writer's thread decides, applies, writes and commits. Deciding changes nothing; what a batch has changed so far is in
 *       its view and falls with it.
 *   <li>{@link posthouse.mailstore.engine.Memory} holds committed state only. The writer holds its {@code publication} lock from the
 *       tables' commit until memory agrees with them; whoever loads takes the lock at the end of the load.
 *   <li>Who asks {@link posthouse.mailstore.engine.Memory} for an account gets it with all that anyone was answered: where that is not there yet, it waits for the
 *       {@code publication} lock.
 *   <li>Commands that change names (mailboxes, accounts, aliases, subscriptions) have a batch of their own, so that no other
 *       command of the batch could see old ones.
 *   <li>Once a batch is forced it stands: nobody is told otherwise after that.
 *   <li>A body may be written anew elsewhere at any moment, and the file it stood in goes: a row in memory says where it stood when the
 *       row was read. Who finds nothing there reads the row again; who must not lose it ({@link posthouse.mailstore.engine.PinnedMessages})
 *       holds the file.
 *   <li>{@link posthouse.mailstore.engine.ListFiles} are believed only as far as mod-sequences and counters agree with them: what memory has of a mailbox is
 *       what its rows say, whatever it was read from.
 *   <li>A file of the journal goes only if the tables name nothing in it, they are on disk and forced beyond it, and two snapshots are too.
 * </ul>
 */
package posthouse.mailstore.engine;
