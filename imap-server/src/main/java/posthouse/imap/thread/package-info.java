/**
 * THREAD (RFC 5256). {@link posthouse.imap.thread.ThreadCommand} is the command, {@code Algorithm} what may be asked for, {@code Forest}
 * what comes out.
 *
 * <p>What holds here:
 * <ul>
 *   <li>What threading needs of a message are its {@code Facts}, some 80 octets made of what never changes: Message-IDs and subjects
 *       are kept as hashes under a key of this process. They are kept for the next time, in bounded memory.
 *   <li>References is the one field that only the message's header has, so its header is read, once.
 *   <li>Nothing here recurses: a thread is as deep as a sender likes. Whether a link would close a loop is looked for
 *       up to a limit, so that no mailbox takes more than a few operations a message.
 * </ul>
 */
package posthouse.imap.thread;
