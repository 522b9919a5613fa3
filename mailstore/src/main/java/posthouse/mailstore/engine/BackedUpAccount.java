package posthouse.mailstore.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import posthouse.common.address.Domain;
import posthouse.common.address.EmailAddress;
import posthouse.mailstore.Annotations;
import posthouse.mailstore.Directory;
import posthouse.mailstore.Directory.Account;
import posthouse.mailstore.Grant;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.NoSuchAccount;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Unavailable;
import posthouse.mailstore.jdbc.AnnotationRow;
import posthouse.mailstore.jdbc.Database;
import posthouse.mailstore.jdbc.DirectoryRows;
import posthouse.mailstore.jdbc.DirectoryRows.AccountRow;
import posthouse.mailstore.jdbc.DirectoryRows.AliasRow;
import posthouse.mailstore.jdbc.MailboxRow;
import posthouse.mailstore.jdbc.MessageAnnotationRow;
import posthouse.mailstore.journal.MessageChange.SetAnnotations;

/** What a backup says of an account besides its messages, for a store where other accounts may have other ids. */
final class BackedUpAccount {
    private final Database tables;
    private final DirectoryRows rows;
    private final AccountRow account;
    private final Directory here;

    BackedUpAccount(Database tables, EmailAddress address, Directory here) throws StoreException {
        this.tables = tables;
        this.rows = tables.directory();
        this.here = here;
        this.account = rows.accounts().stream().filter(a -> address(a).canonical().equals(address.canonical())).findFirst()
            .orElseThrow(() -> new NoSuchAccount("the backup has no account " + address));
    }

    private static EmailAddress address(AccountRow row) {
        return new EmailAddress(row.localPart(), new Domain(row.domain()));
    }

    long id() {
        return account.id();
    }

    boolean isSubscribed(String mailbox) throws Unavailable {
        return tables.subscriptions(account.id()).contains(mailbox);
    }

    /**
     * What makes it anew.
     *
     * @param some of its mailboxes; INBOX comes anyway
     * @param sameStore whether ids of others mean what they meant then
     */
    MakeRestoredAccount command(List<MailboxRow> some, boolean sameStore) throws Unavailable {
        var mailboxes = new ArrayList<RestoredMailbox>();
        for (MailboxRow row : tables.mailboxes(account.id())) {
            if (some.contains(row) || row.name().equals(Mailboxes.INBOX)) {
                mailboxes.add(mailbox(row));
            }
        }
        List<String> forward = rows.aliases().stream().filter(a -> a.localPart().equals(account.localPart()) && a.domain().equals(account.domain()))
            .map(AliasRow::targets).findFirst().orElse(List.of());
        return new MakeRestoredAccount(address(account), account.quotaOctets(), account.quotaMessages(), account.quotaMailboxes(),
            rows.keys().getOrDefault(account.id(), List.of()),
            rows.apopSecrets().get(account.id()), rows.appPasswords().getOrDefault(account.id(), List.of()), forward,
            own(tables.annotations(Annotations.SERVER)), mailboxes, tables.subscriptions(account.id()), sameStore ? shared() : List.of());
    }

    /** Of the annotations of the server those that are its own. */
    private List<AnnotationRow> own(List<AnnotationRow> annotations) {
        return annotations.stream().filter(a -> a.account() == account.id()).map(this::here).flatMap(Optional::stream).toList();
    }

    RestoredMailbox mailbox(MailboxRow row) throws Unavailable {
        List<AnnotationRow> annotations = tables.annotations(row.id()).stream().map(this::here).flatMap(Optional::stream).toList();
        var grants = new ArrayList<Grant>();
        for (Grant grant : tables.grants(account.id()).getOrDefault(row.id(), List.of())) {
            idHere(grant.account()).ifPresent(id -> grants.add(new Grant(id, grant.negative(), grant.letters())));
        }
        return new RestoredMailbox(row.name(), row.uses(), annotations, grants);
    }

    /**
     * Annotations of a message, of those that have an account here.
     *
     * @param owner which account is the restored one here
     */
    List<SetAnnotations.Note> notes(List<MessageAnnotationRow> rows, long owner) {
        var notes = new ArrayList<SetAnnotations.Note>();
        for (MessageAnnotationRow row : rows) {
            idHere(row.account()).ifPresent(id -> notes.add(new SetAnnotations.Note(id == RestoredMailbox.OWNER ? owner : id, row.name(), row.octets())));
        }
        return notes;
    }

    private Optional<AnnotationRow> here(AnnotationRow row) {
        return idHere(row.account()).map(id -> new AnnotationRow(id, row.name(), row.octets()));
    }

    /** The id that an account of the backup has here; empty if there is no such account. */
    private Optional<Long> idHere(long id) {
        if (id == 0) {
            return Optional.of(0L);
        } else if (id == account.id()) {
            return Optional.of(RestoredMailbox.OWNER);
        }
        return rows.accounts().stream().filter(a -> a.id() == id).findFirst().flatMap(a -> here.account(address(a))).map(Account::id);
    }

    private List<MakeRestoredAccount.Shared> shared() throws Unavailable {
        var shared = new ArrayList<MakeRestoredAccount.Shared>();
        for (Map.Entry<Long, Set<Long>> owner : tables.sharedWith(account.id()).entrySet()) {
            tables.grants(owner.getKey()).forEach((mailbox, grants) -> grants.stream().filter(g -> g.account() == account.id())
                .forEach(g -> shared.add(new MakeRestoredAccount.Shared(owner.getKey(), mailbox, g))));
        }
        return shared;
    }
}
