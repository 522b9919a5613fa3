package posthouse.mailstore.engine;

import static posthouse.mailstore.Mailboxes.INBOX;
import static posthouse.mailstore.Mailboxes.SEPARATOR;

import java.util.EnumSet;
import java.util.List;
import posthouse.mailstore.BadMailboxName;
import posthouse.mailstore.MailboxExists;
import posthouse.mailstore.NoSuchMailbox;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.jdbc.DatabaseFailed;
import posthouse.mailstore.jdbc.MailboxRow;
import posthouse.mailstore.jdbc.MessageRow;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.MailboxChange;
import posthouse.mailstore.journal.Mutation;

/** Another name for a mailbox and all below it, or for a level that is no mailbox itself; of INBOX only the messages go there. RFC 9051 6.3.6. */
record RenameMailbox(long account, String from, String to, long now, long limit) implements NamesCommand<Void> {

    @Override
    public Decision<Void> decide(View view) throws StoreException, DatabaseFailed {
        AccountState mailboxes = view.account(account);
        if (mailboxes.byName(from) == null && mailboxes.mailboxes().stream().noneMatch(m -> m.row().name().startsWith(from + SEPARATOR))) {
            throw new NoSuchMailbox("no mailbox '" + from + "'");
        }
        if (mailboxes.byName(to) != null) {
            throw new MailboxExists("a mailbox '" + to + "' exists");
        }
        return from.equals(INBOX) ? moveInbox(view, mailboxes) : rename(view, mailboxes);
    }

    private List<Change> parents(View view, AccountState mailboxes) throws StoreException {
        List<Change> missing = CreateMailbox.missingParents(mailboxes, account, to, view.numbers());
        CreateMailbox.checkLimit(view, account, missing.size(), limit);
        missing.addAll(CreateMailbox.inherited(mailboxes, account, missing));
        return missing;
    }

    private Decision<Void> rename(View view, AccountState mailboxes) throws StoreException {
        String below = from + SEPARATOR;
        if (to.startsWith(below)) {
            throw new BadMailboxName("a mailbox can't be moved below itself");
        }
        var changes = parents(view, mailboxes);
        for (MailboxState state : mailboxes.mailboxes()) {
            MailboxRow mailbox = state.row();
            if (mailbox.name().equals(from) || mailbox.name().startsWith(below)) {
                String renamed = MailboxName.canonical(to + mailbox.name().substring(from.length()));
                if (mailboxes.byName(renamed) != null) {
                    throw new MailboxExists("a mailbox '" + renamed + "' exists");
                }
                changes.add(new MailboxChange.RenameMailbox(mailbox.id(), account, renamed));
            }
        }
        return Decision.of(null, changes);
    }

    private Decision<Void> moveInbox(View view, AccountState mailboxes) throws StoreException, DatabaseFailed {
        MailboxRow inbox = view.mailbox(account, mailboxes.byName(INBOX).row().id());
        var changes = parents(view, mailboxes);
        int before = (int) changes.stream().filter(MailboxChange.CreateMailbox.class::isInstance).count();
        MailboxChange.CreateMailbox created = CreateMailbox.create(account, to, EnumSet.noneOf(SpecialUse.class), view.numbers(), before);
        changes.add(created);
        List<MessageRow> messages = view.messages(inbox, UidSet.ALL);
        if (messages.isEmpty()) {
            return Decision.of(null, changes);
        }
        var target = new MailboxRow(created.id(), account, to, created.uses(), created.uidValidity(), 1, 1, 0, 0, 0, 0, 1, 0, 0);
        var moving = new CopyOrMove.Moving(view.tally(account, inbox.id()), new Tally(target), now);
        messages.forEach(m -> moving.add(m, true));
        changes.addAll(moving.changes(true));
        if (inbox.annotated() > 0) {
            changes.addAll(Noted.copied(view, moving.annotations(List.of()), true));
        }
        return new Decision<>(new Mutation(changes), List.of(), moving.rows(), null);
    }
}
