package posthouse.mailstore.journal;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import posthouse.common.sasl.AppPassword;
import posthouse.common.sasl.Scope;
import posthouse.common.sasl.ScramKeys;
import posthouse.mailstore.SpecialUse;

/** A record's payload: each change with an octet in front that says which. {@link ChangeReader} is its mirror. */
final class ChangeWriter implements ChangeVisitor<RuntimeException> {

    /** The kinds on disk: a number is never used for anything else. */
    static final int ADD_MESSAGES = 1;
    static final int SET_COUNTERS = 2;
    static final int SET_FLAGS = 3;
    static final int REMOVE_MESSAGES = 4;
    static final int COPY_MESSAGES = 5;
    static final int EMPTY_MAILBOX = 6;
    static final int EXPUNGE_MESSAGES = 7;
    static final int KEEP_EMPTIED = 8;
    static final int RESTORE_MESSAGES = 9;
    static final int REFILL_MAILBOX = 10;
    static final int PURGE_MESSAGES = 11;
    static final int FORGET_EXPUNGED = 12;
    static final int CREATE_MAILBOX = 16;
    static final int DELETE_MAILBOX = 17;
    static final int RENAME_MAILBOX = 18;
    static final int SET_SUBSCRIBED = 19;
    static final int KEEP_DELETED = 20;
    static final int RESTORE_MAILBOX = 21;
    static final int PURGE_MAILBOX = 22;
    static final int SET_ANNOTATION = 23;
    static final int SET_RIGHTS = 24;
    static final int SET_DOMAIN = 32;
    static final int REMOVE_DOMAIN = 33;
    static final int ADD_ACCOUNT = 34;
    static final int REMOVE_ACCOUNT = 35;
    static final int SET_KEYS = 36;
    static final int SET_QUOTA = 37;
    static final int SET_ALIAS = 38;
    static final int REMOVE_ALIAS = 39;
    static final int SET_APOP_SECRET = 40;
    static final int KEEP_REMOVED = 41;
    static final int RESTORE_ACCOUNT = 42;
    static final int PURGE_ACCOUNT = 43;
    static final int SET_DOMAIN_QUOTA = 44;
    static final int ADD_APP_PASSWORD = 45;
    static final int REMOVE_APP_PASSWORD = 46;
    static final int USE_APP_PASSWORD = 47;
    static final int QUEUE_MESSAGE = 48;
    static final int SET_PROGRESS = 49;
    static final int REMOVE_QUEUED = 50;
    static final int KEEP_POLICY = 51;
    static final int ADD_TLS_RESULTS = 52;
    static final int SKIP_NUMBERS = 64;
    static final int MOVE_BODIES = 65;

    private final PayloadWriter to;

    ChangeWriter(PayloadWriter to) {
        this.to = to;
    }

    @Override
    public void addMessages(Change.AddMessages change) {
        to.octet(ADD_MESSAGES);
        to.list(change.bodies(), (w, b) -> w.number(b.id()).number(b.file()).number(b.offset()).number(b.length())
            .number(b.checksum() & 0xffffffffL).octets(b.structure()));
        to.list(change.copies(), (w, c) -> w.number(c.body()).number(c.mailbox()).number(c.uid()).number(c.modSeq()).flags(c.flags())
            .number(c.size()).signed(c.internalDate()).signed(c.saveDate()).number(c.emailId()).octets(c.prefix()));
    }

    @Override
    public void setCounters(Change.SetCounters change) {
        to.octet(SET_COUNTERS).number(change.mailbox()).number(change.uidNext()).number(change.modSeq())
            .number(change.messages()).number(change.unseen()).number(change.deleted()).number(change.octets());
    }

    @Override
    public void setFlags(Change.SetFlags change) {
        to.octet(SET_FLAGS).number(change.mailbox()).number(change.modSeq());
        to.list(change.groups(), (w, g) -> w.flags(g.flags()).uids(g.uids()));
    }

    @Override
    public void removeMessages(Change.RemoveMessages change) {
        boolean first = change.at() == 0 && !change.kept(); // as it was read, it is written
        to.octet(first ? REMOVE_MESSAGES : EXPUNGE_MESSAGES).number(change.mailbox()).number(change.modSeq()).uids(change.uids());
        if (!first) {
            to.signed(change.at()).octet(change.kept() ? 1 : 0);
        }
    }

    @Override
    public void restoreMessages(Change.RestoreMessages change) {
        to.octet(RESTORE_MESSAGES).number(change.source()).number(change.target()).number(change.modSeq()).signed(change.saveDate());
        to.list(change.runs(), ChangeWriter::run);
    }

    private static void run(PayloadWriter to, Change.CopyMessages.Run run) {
        to.number(run.sourceUid()).number(run.targetUid()).number(run.count());
    }

    @Override
    public void refillMailbox(Change.RefillMailbox change) {
        to.octet(REFILL_MAILBOX).number(change.mailbox()).number(change.modSeq()).uids(change.uids());
    }

    @Override
    public void purgeMessages(Change.PurgeMessages change) {
        to.octet(PURGE_MESSAGES).number(change.mailbox()).uids(change.uids());
    }

    @Override
    public void forgetExpunged(Change.ForgetExpunged change) {
        to.octet(FORGET_EXPUNGED).number(change.mailbox()).number(change.modSeq()).number(change.uid());
    }

    @Override
    public void copyMessages(Change.CopyMessages change) {
        to.octet(COPY_MESSAGES).number(change.source()).number(change.target()).number(change.modSeq()).signed(change.saveDate());
        to.list(change.runs(), ChangeWriter::run);
    }

    @Override
    public void createMailbox(Change.CreateMailbox change) {
        mailbox(CREATE_MAILBOX, change.id(), change.account(), change.name(), change.uses()).number(change.uidValidity());
    }

    private PayloadWriter mailbox(int kind, long id, long account, String name, Set<SpecialUse> uses) {
        to.octet(kind).number(id).number(account).text(name);
        to.list(uses.stream().map(SpecialUse::name).sorted().toList(), PayloadWriter::text);
        return to;
    }

    @Override
    public void restoreMailbox(Change.RestoreMailbox change) {
        mailbox(RESTORE_MAILBOX, change.id(), change.account(), change.name(), change.uses()).number(change.uidValidity());
    }

    @Override
    public void purgeMailbox(Change.PurgeMailbox change) {
        to.octet(PURGE_MAILBOX).number(change.id());
    }

    @Override
    public void emptyMailbox(Change.EmptyMailbox change) {
        to.octet(change.keptAt() == 0 ? EMPTY_MAILBOX : KEEP_EMPTIED).number(change.mailbox()).uids(change.uids());
        date(change.keptAt());
    }

    @Override
    public void deleteMailbox(Change.DeleteMailbox change) {
        to.octet(change.keptAt() == 0 ? DELETE_MAILBOX : KEEP_DELETED).number(change.id()).number(change.account());
        date(change.keptAt());
    }

    private void date(long keptAt) {
        if (keptAt != 0) {
            to.signed(keptAt);
        }
    }

    @Override
    public void renameMailbox(Change.RenameMailbox change) {
        to.octet(RENAME_MAILBOX).number(change.id()).number(change.account()).text(change.name());
    }

    @Override
    public void setSubscribed(Change.SetSubscribed change) {
        to.octet(SET_SUBSCRIBED).number(change.account()).text(change.name()).octet(change.subscribed() ? 1 : 0);
    }

    @Override
    public void setAnnotation(Change.SetAnnotation change) {
        to.octet(SET_ANNOTATION).number(change.mailbox()).number(change.account()).text(change.name()).octet(change.value() == null ? 0 : 1);
        if (change.value() != null) {
            to.octets(change.value());
        }
    }

    @Override
    public void setRights(Change.SetRights change) {
        to.octet(SET_RIGHTS).number(change.account()).number(change.mailbox()).number(change.grantee()).octet(change.negative() ? 1 : 0)
            .text(change.letters());
    }

    @Override
    public void setDomain(Change.SetDomain change) {
        to.octet(SET_DOMAIN).text(change.name()).optional(change.postmaster());
    }

    @Override
    public void removeDomain(Change.RemoveDomain change) {
        to.octet(REMOVE_DOMAIN).text(change.name());
    }

    @Override
    public void addAccount(Change.AddAccount change) {
        to.octet(ADD_ACCOUNT).number(change.id()).text(change.localPart()).text(change.domain());
        to.list(change.keys(), ChangeWriter::keys);
    }

    @Override
    public void removeAccount(Change.RemoveAccount change) {
        to.octet(change.keptAt() == 0 ? REMOVE_ACCOUNT : KEEP_REMOVED).number(change.id());
        date(change.keptAt());
    }

    @Override
    public void restoreAccount(Change.RestoreAccount change) {
        to.octet(RESTORE_ACCOUNT).number(change.id());
    }

    @Override
    public void purgeAccount(Change.PurgeAccount change) {
        to.octet(PURGE_ACCOUNT).number(change.id());
    }

    @Override
    public void setDomainQuota(Change.SetDomainQuota change) {
        to.octet(SET_DOMAIN_QUOTA).text(change.name()).number(change.octets()).number(change.messages());
    }

    @Override
    public void setKeys(Change.SetKeys change) {
        to.octet(SET_KEYS).number(change.account());
        to.list(change.keys(), ChangeWriter::keys);
    }

    private static void keys(PayloadWriter to, ScramKeys keys) {
        to.text(keys.hash().digest).octets(keys.salt()).number(keys.iterations()).octets(keys.storedKey()).octets(keys.serverKey());
    }

    @Override
    public void setQuota(Change.SetQuota change) {
        to.octet(SET_QUOTA).number(change.account()).number(change.octets()).number(change.messages());
    }

    @Override
    public void setAlias(Change.SetAlias change) {
        to.octet(SET_ALIAS).text(change.localPart()).text(change.domain()).list(change.targets(), PayloadWriter::text);
    }

    @Override
    public void removeAlias(Change.RemoveAlias change) {
        to.octet(REMOVE_ALIAS).text(change.localPart()).text(change.domain());
    }

    @Override
    public void setApopSecret(Change.SetApopSecret change) {
        to.octet(SET_APOP_SECRET).number(change.account()).optional(change.secret());
    }

    @Override
    public void queueMessage(Change.QueueMessage change) {
        to.octet(QUEUE_MESSAGE);
        QueueCodec.write(to, change.message());
    }

    @Override
    public void setProgress(Change.SetProgress change) {
        to.octet(SET_PROGRESS).number(change.message());
        to.list(List.copyOf(new TreeMap<>(change.recipients()).entrySet()), (w, each) -> {
            w.number(each.getKey());
            QueueCodec.progress(w, each.getValue());
        });
    }

    @Override
    public void removeQueued(Change.RemoveQueued change) {
        to.octet(REMOVE_QUEUED).number(change.message()).list(change.recipients(), (w, number) -> w.number(number)).number(change.body());
    }

    @Override
    public void moveBodies(Change.MoveBodies change) {
        to.octet(MOVE_BODIES).list(change.bodies(), (w, b) -> w.number(b.id()).number(b.form()).number(b.offset()).number(b.stored())
            .number(b.checksum() & 0xffffffffL));
    }

    @Override
    public void keepPolicy(Change.KeepPolicy change) {
        to.octet(KEEP_POLICY).text(change.domain()).text(change.id()).text(change.text()).signed(change.fetched()).signed(change.expires());
    }

    @Override
    public void addTlsResults(Change.AddTlsResults change) {
        to.octet(ADD_TLS_RESULTS).number(change.day());
        to.list(change.results(), (w, r) -> w.text(r.domain()).text(r.policy()).text(r.host()).text(r.result()).number(r.count()));
    }

    @Override
    public void addAppPassword(Change.AddAppPassword change) {
        AppPassword password = change.password();
        to.octet(ADD_APP_PASSWORD).number(change.account()).number(password.id()).text(password.name()).text(Scope.write(password.scope()));
        to.list(password.keys(), ChangeWriter::keys).number(password.created()).number(password.lastUsed());
    }

    @Override
    public void removeAppPassword(Change.RemoveAppPassword change) {
        to.octet(REMOVE_APP_PASSWORD).number(change.account()).number(change.id());
    }

    @Override
    public void useAppPassword(Change.UseAppPassword change) {
        to.octet(USE_APP_PASSWORD).number(change.account()).number(change.id()).number(change.time());
    }

    @Override
    public void skipNumbers(Change.SkipNumbers change) {
        to.octet(SKIP_NUMBERS).number(change.count());
    }
}
