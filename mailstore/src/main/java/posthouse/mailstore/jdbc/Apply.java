package posthouse.mailstore.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import posthouse.common.sasl.AppPassword;
import posthouse.common.sasl.Scope;
import posthouse.common.sasl.ScramKeys;
import posthouse.mailstore.Outgoing;
import posthouse.mailstore.QueuedMessage;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.journal.BodyForm;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.ChangeVisitor;
import posthouse.mailstore.journal.Mutation;
import posthouse.mailstore.journal.Place;

/**
 * The one place where a mutation becomes SQL: running, recovery and rebuild all come here. It computes nothing that could
 * come out otherwise the second time.
 */
final class Apply implements ChangeVisitor<SQLException> {

    /** The columns of a message, there or removed. */
    private static final String MESSAGE = "id, modseq, flags, keywords, size, internal_date, save_date, email_id, body, prefix";
    private static final int TLS_RESULT_DAYS = 60;

    private final Statements statements;
    private final BodyUse use;
    private Place place;

    Apply(Statements statements, BodyUse use) {
        this.statements = statements;
        this.use = use;
    }

    /** @param where its data stands */
    void apply(Mutation mutation, Place where) throws SQLException {
        place = where;
        mutation.accept(this);
    }

    @Override
    public void addMessages(Change.AddMessages change) throws SQLException {
        var refs = new long[change.bodies().size()];
        for (Change.AddMessages.Copy copy : change.copies()) {
            Change.AddMessages.Body body = change.bodies().get(copy.body());
            long id = Queries.key(copy.mailbox(), copy.uid());
            statements.update("insert into message (" + MESSAGE + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", id, copy.modSeq(), copy.flags().system(), FlagColumns.keywords(copy.flags()), copy.size(),
                copy.internalDate(), copy.saveDate(), copy.emailId(), body.id(), copy.prefix());
            statements.update("insert into structure (id, octets) values (?, ?)", id, body.structure());
            refs[copy.body()]++;
        }
        for (int i = 0; i < refs.length; i++) {
            Change.AddMessages.Body body = change.bodies().get(i);
            boolean ownFile = body.file() != 0;
            statements.update("insert into body (id, segment, place, length, checksum, refs, form, stored) values (?, ?, ?, ?, ?, ?, ?, ?)", body.id(),
                ownFile ? 0 : place.segment(), ownFile ? body.file() : place.dataStart() + body.offset(), body.length(), body.checksum(), refs[i],
                BodyForm.PLAIN, body.length());
            use.added(ownFile ? 0 : place.segment(), body.length());
        }
    }

    @Override
    public void setCounters(Change.SetCounters change) throws SQLException {
        statements.update("update mailbox set uidnext = ?, modseq = ?, messages = ?, unseen = ?, deleted = ?, octets = ? where id = ?",
            change.uidNext(), change.modSeq(), change.messages(), change.unseen(), change.deleted(), change.octets(), change.mailbox());
    }

    @Override
    public void setFlags(Change.SetFlags change) throws SQLException {
        for (Change.SetFlags.Group group : change.groups()) {
            for (UidSet.Range range : group.uids().ranges()) {
                statements.update("update message set flags = ?, keywords = ?, modseq = ? where id between ? and ?", group.flags().system(),
                    FlagColumns.keywords(group.flags()), change.modSeq(), Queries.key(change.mailbox(), range.first()),
                    Queries.key(change.mailbox(), range.last()));
            }
        }
    }

    @Override
    public void removeMessages(Change.RemoveMessages change) throws SQLException {
        for (UidSet.Range range : change.uids().ranges()) {
            long from = Queries.key(change.mailbox(), range.first());
            long to = Queries.key(change.mailbox(), range.last());
            if (change.kept()) {
                keep(from, to, change.at(), 0);
            } else {
                remove("message", from, to);
            }
            statements.update("insert into expunged (mailbox, modseq, first_uid, last_uid, removed_at) values (?, ?, ?, ?, ?)", change.mailbox(),
                change.modSeq(), range.first(), range.last(), change.at());
        }
    }

    /** Messages that can come back: only their row moves. */
    private void keep(long from, long to, long at, int withMailbox) throws SQLException {
        statements.update("insert into removed_message (" + MESSAGE + ", removed_at, with_mailbox) select " + MESSAGE
            + ", ?, ? from message where id between ? and ?", at, withMailbox, from, to);
        statements.update("delete from message where id between ? and ?", from, to);
    }

    private void remove(String table, long from, long to) throws SQLException {
        addRefs(table, from, to, -1);
        statements.update("delete from " + table + " where id between ? and ?", from, to);
        statements.update("delete from structure where id between ? and ?", from, to);
    }

    /** Counts references of the bodies of a range of messages; the row of a body goes with the last of them. */
    private void addRefs(String table, long from, long to, int sign) throws SQLException {
        Map<Long, Long> counts = new HashMap<>();
        try (ResultSet row = statements.query("select body from " + table + " where id between ? and ?", from, to)) {
            while (row.next()) {
                counts.merge(row.getLong(1), 1L, Long::sum);
            }
        }
        for (Map.Entry<Long, Long> count : counts.entrySet()) {
            addRefs(count.getKey(), sign * count.getValue());
        }
    }

    private void addRefs(long body, long count) throws SQLException {
        if (count < 0) {
            use.release(statements, body, -count);
        } else {
            statements.update("update body set refs = refs + ? where id = ?", count, body);
        }
    }

    @Override
    public void restoreMessages(Change.RestoreMessages change) throws SQLException {
        for (Change.CopyMessages.Run run : change.runs()) {
            long from = Queries.key(change.source(), run.sourceUid());
            long to = from + run.count() - 1;
            long distance = Queries.key(change.target(), run.targetUid()) - from;
            statements.update("insert into message (" + MESSAGE + ") select id + ?, ?, flags - 8 * mod(flags / 8, 2), keywords, size, internal_date, ?, "
                + "email_id, body, prefix from removed_message where id between ? and ?", distance, change.modSeq(), change.saveDate(), from, to);
            statements.update("insert into structure (id, octets) select id + ?, octets from structure where id between ? and ?", distance, from, to);
            statements.update("delete from structure where id between ? and ?", from, to);
            statements.update("delete from removed_message where id between ? and ?", from, to);
        }
    }

    @Override
    public void refillMailbox(Change.RefillMailbox change) throws SQLException {
        for (UidSet.Range range : change.uids().ranges()) {
            long from = Queries.key(change.mailbox(), range.first());
            long to = Queries.key(change.mailbox(), range.last());
            statements.update("insert into message (" + MESSAGE + ") select id, ?, flags, keywords, size, internal_date, save_date, email_id, body, prefix "
                + "from removed_message where with_mailbox = 1 and id between ? and ?", change.modSeq(), from, to);
            statements.update("delete from removed_message where with_mailbox = 1 and id between ? and ?", from, to);
        }
    }

    @Override
    public void purgeMessages(Change.PurgeMessages change) throws SQLException {
        for (UidSet.Range range : change.uids().ranges()) {
            remove("removed_message", Queries.key(change.mailbox(), range.first()), Queries.key(change.mailbox(), range.last()));
        }
    }

    @Override
    public void forgetExpunged(Change.ForgetExpunged change) throws SQLException {
        statements.update("delete from expunged where mailbox = ? and (modseq < ? or modseq = ? and first_uid <= ?)", change.mailbox(), change.modSeq(),
            change.modSeq(), change.uid());
        statements.update("update mailbox set forgotten = ? where id = ?", change.modSeq(), change.mailbox());
    }

    @Override
    public void copyMessages(Change.CopyMessages change) throws SQLException {
        for (Change.CopyMessages.Run run : change.runs()) {
            long from = Queries.key(change.source(), run.sourceUid());
            long to = from + run.count() - 1;
            long distance = Queries.key(change.target(), run.targetUid()) - from;
            addRefs("message", from, to, 1);
            statements.update("insert into message (" + MESSAGE + ") "
                + "select id + ?, ?, flags, keywords, size, internal_date, ?, email_id, body, prefix from message where id between ? and ?",
                distance, change.modSeq(), change.saveDate(), from, to);
            statements.update("insert into structure (id, octets) select id + ?, octets from structure where id between ? and ?", distance, from, to);
        }
    }

    @Override
    public void createMailbox(Change.CreateMailbox change) throws SQLException {
        statements.update("insert into mailbox (id, account, name, uses, uidvalidity, uidnext, modseq, messages, unseen, deleted, octets, "
            + "first_recent) values (?, ?, ?, ?, ?, 1, 1, 0, 0, 0, 0, 1)", change.id(), change.account(), change.name(), uses(change.uses()),
            change.uidValidity());
    }

    private static String uses(Set<SpecialUse> uses) {
        return uses.stream().map(SpecialUse::name).sorted().collect(Collectors.joining(" "));
    }

    @Override
    public void emptyMailbox(Change.EmptyMailbox change) throws SQLException {
        for (UidSet.Range range : change.uids().ranges()) {
            long from = Queries.key(change.mailbox(), range.first());
            long to = Queries.key(change.mailbox(), range.last());
            if (change.keptAt() == 0) {
                remove("message", from, to);
            } else {
                keep(from, to, change.keptAt(), 1);
            }
        }
    }

    @Override
    public void deleteMailbox(Change.DeleteMailbox change) throws SQLException {
        if (change.keptAt() != 0) {
            statements.update("insert into removed_mailbox (id, account, name, uses, uidvalidity, uidnext, modseq, removed_at) select id, account, name, "
                + "uses, uidvalidity, uidnext, modseq, ? from mailbox where id = ?", change.keptAt(), change.id());
        }
        statements.update("delete from annotation where mailbox = ?", change.id());
        statements.update("delete from mailbox_right where mailbox = ?", change.id());
        statements.update("delete from mailbox where id = ?", change.id()); // which UIDs went is forgotten bit by bit
    }

    @Override
    public void restoreMailbox(Change.RestoreMailbox change) throws SQLException {
        statements.update("insert into mailbox (id, account, name, uses, uidvalidity, uidnext, modseq, messages, unseen, deleted, octets, first_recent, "
            + "forgotten) select id, ?, ?, ?, ?, uidnext, modseq, 0, 0, 0, 0, uidnext, modseq from removed_mailbox where id = ?", change.account(),
            change.name(), uses(change.uses()), change.uidValidity(), change.id());
        statements.update("delete from removed_mailbox where id = ?", change.id());
    }

    @Override
    public void purgeMailbox(Change.PurgeMailbox change) throws SQLException {
        statements.update("delete from removed_mailbox where id = ?", change.id());
    }

    @Override
    public void renameMailbox(Change.RenameMailbox change) throws SQLException {
        statements.update("update mailbox set name = ? where id = ?", change.name(), change.id());
    }

    @Override
    public void setSubscribed(Change.SetSubscribed change) throws SQLException {
        statements.update("delete from subscription where account = ? and name = ?", change.account(), change.name());
        if (change.subscribed()) {
            statements.update("insert into subscription (account, name) values (?, ?)", change.account(), change.name());
        }
    }

    @Override
    public void setAnnotation(Change.SetAnnotation change) throws SQLException {
        statements.update("delete from annotation where mailbox = ? and account = ? and name = ?", change.mailbox(), change.account(), change.name());
        if (change.value() != null) {
            statements.update("insert into annotation (mailbox, account, name, octets) values (?, ?, ?, ?)", change.mailbox(), change.account(),
                change.name(), change.value());
        }
    }

    @Override
    public void setRights(Change.SetRights change) throws SQLException {
        int negative = change.negative() ? 1 : 0;
        statements.update("delete from mailbox_right where mailbox = ? and account = ? and negative = ?", change.mailbox(), change.grantee(), negative);
        if (!change.letters().isEmpty()) {
            statements.update("insert into mailbox_right (mailbox, account, negative, letters) values (?, ?, ?, ?)", change.mailbox(),
                change.grantee(), negative, change.letters());
        }
    }

    @Override
    public void setDomain(Change.SetDomain change) throws SQLException {
        statements.update("delete from domain where name = ?", change.name());
        statements.update("insert into domain (postmaster, name) values (?, ?)", change.postmaster(), change.name());
    }

    @Override
    public void removeDomain(Change.RemoveDomain change) throws SQLException {
        statements.update("delete from domain where name = ?", change.name());
    }

    @Override
    public void addAccount(Change.AddAccount change) throws SQLException {
        statements.update("insert into account (id, local_part, domain, quota_octets, quota_messages) values (?, ?, ?, 0, 0)", change.id(),
            change.localPart(), change.domain());
        keys(change.id(), change.keys());
    }

    @Override
    public void removeAccount(Change.RemoveAccount change) throws SQLException {
        if (change.keptAt() == 0) {
            removeWhatIsOf(change.id());
        } else {
            statements.update("insert into removed_account (id, local_part, domain, quota_octets, quota_messages, removed_at) select id, local_part, "
                + "domain, quota_octets, quota_messages, ? from account where id = ?", change.keptAt(), change.id());
        }
        statements.update("delete from account where id = ?", change.id());
    }

    private void removeWhatIsOf(long account) throws SQLException {
        for (String table : new String[] {"scram_keys", "apop_secret", "app_password", "app_password_keys", "subscription", "annotation",
            "mailbox_right"}) {
            statements.update("delete from " + table + " where account = ?", account);
        }
    }

    @Override
    public void restoreAccount(Change.RestoreAccount change) throws SQLException {
        statements.update("insert into account (id, local_part, domain, quota_octets, quota_messages) select id, local_part, domain, quota_octets, "
            + "quota_messages from removed_account where id = ?", change.id());
        statements.update("delete from removed_account where id = ?", change.id());
    }

    @Override
    public void purgeAccount(Change.PurgeAccount change) throws SQLException {
        removeWhatIsOf(change.id());
        statements.update("delete from removed_account where id = ?", change.id());
    }

    @Override
    public void setDomainQuota(Change.SetDomainQuota change) throws SQLException {
        statements.update("update domain set quota_octets = ?, quota_messages = ? where name = ?", change.octets(), change.messages(), change.name());
    }

    @Override
    public void setKeys(Change.SetKeys change) throws SQLException {
        statements.update("delete from scram_keys where account = ?", change.account());
        keys(change.account(), change.keys());
    }

    private void keys(long account, Iterable<ScramKeys> keys) throws SQLException {
        for (ScramKeys each : keys) {
            statements.update("insert into scram_keys (account, hash, salt, iterations, stored_key, server_key) values (?, ?, ?, ?, ?, ?)", account,
                each.hash().name(), each.salt(), each.iterations(), each.storedKey(), each.serverKey());
        }
    }

    @Override
    public void setApopSecret(Change.SetApopSecret change) throws SQLException {
        statements.update("delete from apop_secret where account = ?", change.account());
        if (change.secret() != null) {
            statements.update("insert into apop_secret (account, secret) values (?, ?)", change.account(), change.secret());
        }
    }

    @Override
    public void addAppPassword(Change.AddAppPassword change) throws SQLException {
        AppPassword password = change.password();
        statements.update("insert into app_password (account, id, name, scope, created, last_used) values (?, ?, ?, ?, ?, ?)", change.account(),
            password.id(), password.name(), Scope.write(password.scope()), password.created(), password.lastUsed());
        for (ScramKeys each : password.keys()) {
            statements.update("insert into app_password_keys (account, id, hash, salt, iterations, stored_key, server_key) values (?, ?, ?, ?, ?, ?, ?)",
                change.account(), password.id(), each.hash().name(), each.salt(), each.iterations(), each.storedKey(), each.serverKey());
        }
    }

    @Override
    public void removeAppPassword(Change.RemoveAppPassword change) throws SQLException {
        for (String table : new String[] {"app_password", "app_password_keys"}) {
            statements.update("delete from " + table + " where account = ? and id = ?", change.account(), change.id());
        }
    }

    @Override
    public void useAppPassword(Change.UseAppPassword change) throws SQLException {
        statements.update("update app_password set last_used = ? where account = ? and id = ?", change.time(), change.account(), change.id());
    }

    @Override
    public void setQuota(Change.SetQuota change) throws SQLException {
        statements.update("update account set quota_octets = ?, quota_messages = ? where id = ?", change.octets(), change.messages(),
            change.account());
    }

    @Override
    public void setAlias(Change.SetAlias change) throws SQLException {
        removeAlias(new Change.RemoveAlias(change.localPart(), change.domain()));
        statements.update("insert into alias (domain, local_part, targets) values (?, ?, ?)", change.domain(), change.localPart(),
            String.join("\n", change.targets()));
    }

    @Override
    public void removeAlias(Change.RemoveAlias change) throws SQLException {
        statements.update("delete from alias where domain = ? and local_part = ?", change.domain(), change.localPart());
    }

    @Override
    public void queueMessage(Change.QueueMessage change) throws SQLException {
        QueuedMessage message = change.message();
        Outgoing.Terms terms = message.terms();
        Outgoing.DeliverBy by = terms.deliverBy().orElse(null);
        addRefs(message.body(), 1);
        statements.update("insert into queue_message (id, body, prefix, size, sender, arrival, journey, account, env_id, ret, smtp_utf8, require_tls, "
            + "priority, hold_until, deliver_by, by_returned, by_trace) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", message.id(),
            message.body(), message.prefix(), message.size(), message.sender().toString(), message.arrival().toEpochMilli(), terms.journey(),
            terms.account(), terms.envId(), terms.ret() == null ? null : terms.ret().name(), terms.smtpUtf8() ? 1 : 0, terms.requireTls() ? 1 : 0,
            terms.priority(), QueueRows.millis(terms.holdUntil()), by == null ? 0L : by.until().toEpochMilli(),
            by != null && by.returned() ? 1 : 0, by != null && by.trace() ? 1 : 0);
        for (QueuedMessage.Recipient each : message.recipients()) {
            QueuedMessage.Progress progress = each.progress();
            statements.update("insert into queue_recipient (message, number, domain, precedence, account, address, orcpt, notify, attempts, "
                + "last_attempt, next_attempt, held, delay_told, host, reply) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", message.id(),
                each.number(), each.domain(), -terms.priority(), terms.account(), each.to().address().toString(), each.to().orcpt(),
                QueueRows.words(each.to().notifyOn()), progress.attempts(), QueueRows.millis(progress.lastAttempt()),
                QueueRows.millis(progress.nextAttempt()), progress.held() ? 1 : 0, progress.delayTold() ? 1 : 0, progress.host(), progress.reply());
        }
    }

    @Override
    public void setProgress(Change.SetProgress change) throws SQLException {
        for (Map.Entry<Integer, QueuedMessage.Progress> each : change.recipients().entrySet()) {
            QueuedMessage.Progress progress = each.getValue();
            statements.update("update queue_recipient set attempts = ?, last_attempt = ?, next_attempt = ?, held = ?, delay_told = ?, host = ?, "
                + "reply = ? where message = ? and number = ?", progress.attempts(), QueueRows.millis(progress.lastAttempt()),
                QueueRows.millis(progress.nextAttempt()), progress.held() ? 1 : 0, progress.delayTold() ? 1 : 0, progress.host(), progress.reply(),
                change.message(), each.getKey());
        }
    }

    @Override
    public void removeQueued(Change.RemoveQueued change) throws SQLException {
        for (int number : change.recipients()) {
            statements.update("delete from queue_recipient where message = ? and number = ?", change.message(), number);
        }
        if (change.body() != 0) {
            statements.update("delete from queue_message where id = ?", change.message());
            addRefs(change.body(), -1);
        }
    }

    @Override
    public void moveBodies(Change.MoveBodies change) throws SQLException {
        for (Change.MoveBodies.Moved body : change.bodies()) {
            try (ResultSet row = statements.query("select segment, place, stored from body where id = ?", body.id())) {
                if (!row.next()) {
                    continue; // the last reference went with a large change that was still under way
                }
                use.removed(row.getInt(1), row.getLong(2), row.getLong(3));
            }
            use.added(place.segment(), body.stored());
            statements.update("update body set segment = ?, place = ?, form = ?, stored = ? where id = ?", place.segment(),
                place.dataStart() + body.offset(), body.form(), body.stored(), body.id());
        }
    }

    @Override
    public void keepPolicy(Change.KeepPolicy change) throws SQLException {
        statements.update("delete from sts_policy where domain = ? or expires < ?", change.domain(), change.fetched());
        statements.update("insert into sts_policy (domain, id, policy, fetched, expires) values (?, ?, ?, ?, ?)", change.domain(), change.id(),
            change.text(), change.fetched(), change.expires());
    }

    @Override
    public void addTlsResults(Change.AddTlsResults change) throws SQLException {
        statements.update("delete from tls_result where on_day < ?", change.day() - TLS_RESULT_DAYS);
        for (Change.AddTlsResults.TlsResult each : change.results()) {
            int found = statements.updateNow("update tls_result set connections = connections + ? where on_day = ? and domain = ? and policy = ? and host = ? "
                + "and result = ?", each.count(), change.day(), each.domain(), each.policy(), each.host(), each.result());
            if (found == 0) {
                statements.update("insert into tls_result (on_day, domain, policy, host, result, connections) values (?, ?, ?, ?, ?, ?)", change.day(),
                    each.domain(), each.policy(), each.host(), each.result(), each.count());
            }
        }
    }

    @Override
    public void skipNumbers(Change.SkipNumbers change) throws SQLException {
        statements.update("update mailbox set uidnext = uidnext + ?, modseq = modseq + ?", change.count(), change.count());
    }
}
