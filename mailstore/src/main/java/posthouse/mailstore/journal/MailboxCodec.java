package posthouse.mailstore.journal;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import posthouse.mailstore.SpecialUse;

/** Changes of mailboxes as octets of a record. */
final class MailboxCodec implements MailboxChange.Visitor<RuntimeException> {

    /** The kinds on disk: a number is never used for anything else. */
    private static final int CREATE_MAILBOX = 16;
    private static final int DELETE_MAILBOX = 17;
    private static final int RENAME_MAILBOX = 18;
    private static final int SET_SUBSCRIBED = 19;
    private static final int KEEP_DELETED = 20;
    private static final int RESTORE_MAILBOX = 21;
    private static final int PURGE_MAILBOX = 22;
    private static final int SET_ANNOTATION = 23;
    private static final int SET_RIGHTS = 24;
    private static final int KEEP_NOTED = 25;
    private static final int SET_USES = 26;
    private static final int SKIP_NUMBERS = 64;

    /** How each kind is read: the mirror of the methods below. */
    static final Map<Integer, Function<PayloadReader, Change>> KINDS = Map.ofEntries(
        Map.entry(CREATE_MAILBOX, from -> new MailboxChange.CreateMailbox(from.number(), from.number(), from.text(), uses(from), from.number())),
        Map.entry(DELETE_MAILBOX, from -> new MailboxChange.DeleteMailbox(from.number(), from.number(), 0, false)),
        Map.entry(RENAME_MAILBOX, from -> new MailboxChange.RenameMailbox(from.number(), from.number(), from.text())),
        Map.entry(SET_USES, from -> new MailboxChange.SetUses(from.number(), from.number(), uses(from))),
        Map.entry(SET_SUBSCRIBED, from -> new MailboxChange.SetSubscribed(from.number(), from.text(), from.octet() == 1)),
        Map.entry(KEEP_DELETED, from -> new MailboxChange.DeleteMailbox(from.number(), from.number(), from.signed(), false)),
        Map.entry(KEEP_NOTED, from -> new MailboxChange.DeleteMailbox(from.number(), from.number(), from.signed(), true)),
        Map.entry(RESTORE_MAILBOX, from -> new MailboxChange.RestoreMailbox(from.number(), from.number(), from.text(), uses(from),
            from.number())),
        Map.entry(PURGE_MAILBOX, from -> new MailboxChange.PurgeMailbox(from.number())),
        Map.entry(SET_ANNOTATION, from -> new MailboxChange.SetAnnotation(from.number(), from.number(), from.text(),
            from.octet() == 1 ? from.octets() : null)),
        Map.entry(SET_RIGHTS, from -> new MailboxChange.SetRights(from.number(), from.number(), from.number(), from.octet() == 1, from.text())),
        Map.entry(SKIP_NUMBERS, from -> new MailboxChange.SkipNumbers(from.number())));

    private final PayloadWriter to;

    MailboxCodec(PayloadWriter to) {
        this.to = to;
    }

    @Override
    public void createMailbox(MailboxChange.CreateMailbox change) {
        mailbox(CREATE_MAILBOX, change.id(), change.account(), change.name(), change.uses()).number(change.uidValidity());
    }

    @Override
    public void deleteMailbox(MailboxChange.DeleteMailbox change) {
        int kept = change.noted() ? KEEP_NOTED : KEEP_DELETED;
        to.octet(change.keptAt() == 0 ? DELETE_MAILBOX : kept).number(change.id()).number(change.account()).present(change.keptAt());
    }

    @Override
    public void restoreMailbox(MailboxChange.RestoreMailbox change) {
        mailbox(RESTORE_MAILBOX, change.id(), change.account(), change.name(), change.uses()).number(change.uidValidity());
    }

    @Override
    public void purgeMailbox(MailboxChange.PurgeMailbox change) {
        to.octet(PURGE_MAILBOX).number(change.id());
    }

    @Override
    public void renameMailbox(MailboxChange.RenameMailbox change) {
        to.octet(RENAME_MAILBOX).number(change.id()).number(change.account()).text(change.name());
    }

    @Override
    public void setUses(MailboxChange.SetUses change) {
        uses(to.octet(SET_USES).number(change.id()).number(change.account()), change.uses());
    }

    @Override
    public void setSubscribed(MailboxChange.SetSubscribed change) {
        to.octet(SET_SUBSCRIBED).number(change.account()).text(change.name()).octet(change.subscribed() ? 1 : 0);
    }

    @Override
    public void setAnnotation(MailboxChange.SetAnnotation change) {
        to.octet(SET_ANNOTATION).number(change.mailbox()).number(change.account()).text(change.name()).octet(change.value() == null ? 0 : 1);
        if (change.value() != null) {
            to.octets(change.value());
        }
    }

    @Override
    public void setRights(MailboxChange.SetRights change) {
        to.octet(SET_RIGHTS).number(change.account()).number(change.mailbox()).number(change.grantee()).octet(change.negative() ? 1 : 0)
            .text(change.letters());
    }

    @Override
    public void skipNumbers(MailboxChange.SkipNumbers change) {
        to.octet(SKIP_NUMBERS).number(change.count());
    }

    private PayloadWriter mailbox(int kind, long id, long account, String name, Set<SpecialUse> uses) {
        return uses(to.octet(kind).number(id).number(account).text(name), uses);
    }

    private static PayloadWriter uses(PayloadWriter to, Set<SpecialUse> uses) {
        to.list(uses.stream().map(SpecialUse::name).sorted().toList(), PayloadWriter::text);
        return to;
    }

    private static Set<SpecialUse> uses(PayloadReader from) {
        var uses = EnumSet.noneOf(SpecialUse.class);
        from.list(PayloadReader::text).forEach(name -> uses.add(SpecialUse.valueOf(name)));
        return uses;
    }
}
