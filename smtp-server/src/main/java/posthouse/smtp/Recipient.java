package posthouse.smtp;

import java.util.List;
import posthouse.common.address.EmailAddress;
import posthouse.mailstore.Directory.Account;
import posthouse.smtp.envelope.RecipientParameters;

/**
 * A recipient that was accepted, with where its mail goes.
 *
 * @param address as RCPT named it
 * @param parameters what RCPT said beside it
 * @param accounts whose mailbox gets a copy: more than one behind an alias
 * @param elsewhere addresses on other servers that get it through the queue: the address itself, or those an alias names
 * @param detail what stood behind the {@code +}, or {@code null}: the mailbox that is meant, if there is one of that name
 */
public record Recipient(EmailAddress address, RecipientParameters parameters, List<Account> accounts, List<EmailAddress> elsewhere,
    String detail) {
}
