package posthouse.mailstore.journal;

/** Does with each kind of change what its place requires: write it, make it SQL, keep memory up to date. By what they change. */
public interface ChangeVisitor<E extends Exception> {

    MessageChange.Visitor<E> messages();

    MailboxChange.Visitor<E> mailboxes();

    AccountChange.Visitor<E> accounts();

    QueueChange.Visitor<E> queue();
}
