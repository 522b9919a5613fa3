package posthouse.mailstore.jdbc;

import java.sql.SQLException;
import posthouse.common.sasl.AppPassword;
import posthouse.common.sasl.Scope;
import posthouse.common.sasl.ScramKeys;
import posthouse.mailstore.journal.AccountChange;

/** Domains, accounts, passwords, limits and aliases as SQL. */
final class ApplyAccounts implements AccountChange.Visitor<SQLException> {

    private final Statements statements;

    ApplyAccounts(Statements statements) {
        this.statements = statements;
    }

    @Override
    public void setDomain(AccountChange.SetDomain change) throws SQLException {
        statements.update("delete from domain where name = ?", change.name());
        statements.update("insert into domain (postmaster, name) values (?, ?)", change.postmaster(), change.name());
    }

    @Override
    public void removeDomain(AccountChange.RemoveDomain change) throws SQLException {
        statements.update("delete from domain where name = ?", change.name());
    }

    @Override
    public void addAccount(AccountChange.AddAccount change) throws SQLException {
        statements.update("insert into account (id, local_part, domain, quota_octets, quota_messages) values (?, ?, ?, 0, 0)", change.id(),
            change.localPart(), change.domain());
        keys(change.id(), change.keys());
    }

    @Override
    public void removeAccount(AccountChange.RemoveAccount change) throws SQLException {
        if (change.keptAt() == 0) {
            removeWhatIsOf(change.id());
        } else {
            statements.update("insert into removed_account (id, local_part, domain, quota_octets, quota_messages, quota_mailboxes, removed_at) "
                + "select id, local_part, domain, quota_octets, quota_messages, quota_mailboxes, ? from account where id = ?", change.keptAt(), change.id());
        }
        statements.update("delete from account where id = ?", change.id());
    }

    @Override
    public void restoreAccount(AccountChange.RestoreAccount change) throws SQLException {
        statements.update("insert into account (id, local_part, domain, quota_octets, quota_messages, quota_mailboxes) select id, local_part, domain, "
            + "quota_octets, quota_messages, quota_mailboxes from removed_account where id = ?", change.id());
        statements.update("delete from removed_account where id = ?", change.id());
    }

    @Override
    public void purgeAccount(AccountChange.PurgeAccount change) throws SQLException {
        removeWhatIsOf(change.id());
        statements.update("delete from removed_account where id = ?", change.id());
    }

    @Override
    public void setDomainQuota(AccountChange.SetDomainQuota change) throws SQLException {
        statements.update("update domain set quota_octets = ?, quota_messages = ? where name = ?", change.octets(), change.messages(), change.name());
    }

    @Override
    public void setKeys(AccountChange.SetKeys change) throws SQLException {
        statements.update("delete from scram_keys where account = ?", change.account());
        keys(change.account(), change.keys());
    }

    @Override
    public void setApopSecret(AccountChange.SetApopSecret change) throws SQLException {
        statements.update("delete from apop_secret where account = ?", change.account());
        if (change.secret() != null) {
            statements.update("insert into apop_secret (account, secret) values (?, ?)", change.account(), change.secret());
        }
    }

    @Override
    public void addAppPassword(AccountChange.AddAppPassword change) throws SQLException {
        AppPassword password = change.password();
        statements.update("insert into app_password (account, id, name, scope, created, last_used) values (?, ?, ?, ?, ?, ?)", change.account(),
            password.id(), password.name(), Scope.write(password.scope()), password.created(), password.lastUsed());
        for (ScramKeys each : password.keys()) {
            statements.update("insert into app_password_keys (account, id, hash, salt, iterations, stored_key, server_key) values (?, ?, ?, ?, ?, ?, ?)",
                change.account(), password.id(), each.hash().name(), each.salt(), each.iterations(), each.storedKey(), each.serverKey());
        }
    }

    @Override
    public void removeAppPassword(AccountChange.RemoveAppPassword change) throws SQLException {
        for (String table : new String[] {"app_password", "app_password_keys"}) {
            statements.update("delete from " + table + " where account = ? and id = ?", change.account(), change.id());
        }
    }

    @Override
    public void useAppPassword(AccountChange.UseAppPassword change) throws SQLException {
        statements.update("update app_password set last_used = ? where account = ? and id = ?", change.time(), change.account(), change.id());
    }

    @Override
    public void setQuota(AccountChange.SetQuota change) throws SQLException {
        statements.update("update account set quota_octets = ?, quota_messages = ? where id = ?", change.octets(), change.messages(),
            change.account());
    }

    @Override
    public void setMailboxQuota(AccountChange.SetMailboxQuota change) throws SQLException {
        statements.update("update account set quota_mailboxes = ? where id = ?", change.mailboxes(), change.account());
    }

    @Override
    public void setAlias(AccountChange.SetAlias change) throws SQLException {
        removeAlias(new AccountChange.RemoveAlias(change.localPart(), change.domain()));
        statements.update("insert into alias (domain, local_part, targets) values (?, ?, ?)", change.domain(), change.localPart(),
            String.join("\n", change.targets()));
    }

    @Override
    public void removeAlias(AccountChange.RemoveAlias change) throws SQLException {
        statements.update("delete from alias where domain = ? and local_part = ?", change.domain(), change.localPart());
    }

    private void removeWhatIsOf(long account) throws SQLException {
        for (String table : new String[] {"scram_keys", "apop_secret", "app_password", "app_password_keys", "subscription", "annotation",
            "mailbox_right", "message_annotation"}) {
            statements.update("delete from " + table + " where account = ?", account);
        }
    }

    private void keys(long account, Iterable<ScramKeys> keys) throws SQLException {
        for (ScramKeys each : keys) {
            statements.update("insert into scram_keys (account, hash, salt, iterations, stored_key, server_key) values (?, ?, ?, ?, ?, ?)", account,
                each.hash().name(), each.salt(), each.iterations(), each.storedKey(), each.serverKey());
        }
    }
}
