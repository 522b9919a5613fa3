/**
 * IMAP4rev1 (RFC 3501) and IMAP4rev2 (RFC 9051) with the extensions that clients use today. {@link posthouse.imap.command.CommandTable} is the
 * contents page; {@link posthouse.imap.command.Capabilities} stands beside it.
 *
 * <p>A command's way: {@code ImapSession} gathers it ({@code wire.CommandBuffer}: a line, its literals, bounded), finds it in
 * the table, reads it ({@code wire.ImapReader}) into a record and runs that in its state ({@code Client},
 * {@code Authenticated}, {@code selected.Selected}). What comes back is an {@code wire.Answer}: untagged responses, pulled as
 * the socket drains, and how it ended. {@code TaggedReplies} writes it, then what else changed in the mailbox, then the tag.
 *
 * <p>What holds here:
 * <ul>
 *   <li>One command at a time. Octets behind a command are not looked at before it is answered: they may be a literal,
 *       a SASL response, DONE, or TLS.
 *   <li>Everything a client sends is bounded before it is kept: lines, literals, nesting, numbers. A message's octets
 *       go to the store as they arrive (APPEND) and to the client as it reads (FETCH); no message is ever in memory.
 *   <li>A literal that can't be wanted is refused before {@code +}; one that comes all the same is passed over, and what
 *       was wrong is told behind it.
 *   <li>The selected mailbox is the client's view, not the store's (package {@code selected}). It stands still while a
 *       command runs and changes where the client is told so, at the end of a command or while it is idle.
 *   <li>EXPUNGE responses come only with commands whose line in the table lets them (RFC 9051 7.5.1).
 *   <li>Three ways to fail, told apart in {@code Failures}: {@code BadSyntax} is BAD, {@code Refused} and the store's
 *       exceptions are NO with a response code (RFC 5530), anything else is our mistake: logged once, NO [SERVERBUG].
 *   <li>A connection that waits (IDLE, a slow reader, a login) holds no thread.
 *   <li>Names and texts are Unicode inside. Modified UTF-7 and the rest of the wire live in {@code wire} alone.
 * </ul>
 *
 * <p>A new command is a record with {@code parse} and {@code run}, a line in the table, a capability if it has one, and a
 * transcript.
 */
package posthouse.imap;
