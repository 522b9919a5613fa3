package posthouse.mailstore.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.jdbc.Database;
import posthouse.mailstore.jdbc.MailboxRow;
import posthouse.mailstore.jdbc.RemovedRows.RemovedMailbox;
import posthouse.mailstore.journal.Journal;

/**
 * Accounts that are erased, and where anything of theirs stands: segments with their mail, as the tables know before it goes, and
 * segments with records that mention them, as the journal knows afterwards.
 */
final class Erasure {
    private final List<RemoveAccount> commands;
    private final Set<Long> accounts;
    private final Set<Long> mailboxes = new HashSet<>();
    private final Set<Integer> segments = new TreeSet<>();

    /** @param accounts that are or were of the commands' addresses */
    Erasure(List<RemoveAccount> commands, Set<Long> accounts) {
        this.commands = commands;
        this.accounts = accounts;
    }

    /** Looks where their mail is, while it is there. */
    void look(Database tables) throws StoreException {
        for (long account : accounts) {
            for (MailboxRow mailbox : tables.mailboxes(account)) {
                mailboxes.add(mailbox.id());
            }
            for (RemovedMailbox mailbox : tables.removedMailboxes(account)) {
                mailboxes.add(mailbox.id());
            }
        }
        for (long mailbox : mailboxes) {
            segments.addAll(tables.segmentsOf(mailbox));
        }
    }

    /** Removes their rows. */
    void remove(Writer writer) throws StoreException {
        for (RemoveAccount command : commands) {
            writer.submit(command);
        }
    }

    /** The segments that are finished by now and have anything of theirs. */
    Set<Integer> segments(Journal journal) throws IOException {
        Set<String> addresses = commands.stream().map(c -> c.address().canonical().toString()).collect(Collectors.toSet());
        var found = new TreeSet<>(segments);
        journal.eachFinished((segment, mutation) -> {
            if (!found.contains(segment) && Mentions.in(mutation, accounts, mailboxes, addresses)) {
                found.add(segment);
            }
        });
        return found;
    }

    /** Octets that are theirs alone, by the number of their content: for an engine that has no segments. */
    List<Long> contents(Database tables) throws StoreException {
        var contents = new ArrayList<Long>();
        for (long mailbox : mailboxes) {
            contents.addAll(tables.contentsOf(mailbox));
        }
        return contents;
    }
}
