/**
 * The door that mail comes in by: a {@link posthouse.smtp.filter.MailFilter} is asked at each stage (connect, EHLO, MAIL, RCPT, the
 * header, the end) and may refuse, change the header, or have the message put where junk is. {@code Reception.filters} lists them in
 * the order in which they are asked; the first refusal counts.
 *
 * <p>What holds here:
 * <ul>
 *   <li>A header passes field by field, a message block by block: no filter makes one be held in memory.
 *   <li>A filter that fails is our own mistake: 451, and nothing is stored.
 *   <li>What a filter knows of one message is kept in an {@link posthouse.smtp.filter.Inspection}, which one thread at a time uses.
 * </ul>
 */
package posthouse.smtp.filter;
