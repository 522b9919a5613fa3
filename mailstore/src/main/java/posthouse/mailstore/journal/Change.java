package posthouse.mailstore.journal;

/** One step of a {@link Mutation}: a fact, not a wish. Dates are milliseconds since 1970. */
public sealed interface Change permits MessageChange, MailboxChange, AccountChange, QueueChange {

    <E extends Exception> void accept(ChangeVisitor<E> visitor) throws E;
}
