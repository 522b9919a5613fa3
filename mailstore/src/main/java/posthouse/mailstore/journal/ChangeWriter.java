package posthouse.mailstore.journal;

/** Writes a record's payload: each change with an octet in front that says which. */
final class ChangeWriter implements ChangeVisitor<RuntimeException> {
    private final MessageCodec messages;
    private final MailboxCodec mailboxes;
    private final AccountCodec accounts;
    private final QueueCodec queue;

    ChangeWriter(PayloadWriter to) {
        messages = new MessageCodec(to);
        mailboxes = new MailboxCodec(to);
        accounts = new AccountCodec(to);
        queue = new QueueCodec(to);
    }

    @Override
    public MessageChange.Visitor<RuntimeException> messages() {
        return messages;
    }

    @Override
    public MailboxChange.Visitor<RuntimeException> mailboxes() {
        return mailboxes;
    }

    @Override
    public AccountChange.Visitor<RuntimeException> accounts() {
        return accounts;
    }

    @Override
    public QueueChange.Visitor<RuntimeException> queue() {
        return queue;
    }
}
