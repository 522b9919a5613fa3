package posthouse.mailstore.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import posthouse.common.sasl.AppPassword;
import posthouse.common.sasl.Scope;
import posthouse.common.sasl.ScramHash;
import posthouse.common.sasl.ScramKeys;

/** Who there is, as the tables have it: domains, accounts with what they log in with, aliases. */
final class DirectoryQueries {

    private DirectoryQueries() {
    }

    static DirectoryRows directory(Connection connection) throws SQLException {
        var domains = new ArrayList<DirectoryRows.DomainRow>();
        try (PreparedStatement query = connection.prepareStatement("select name, postmaster, quota_octets, quota_messages from domain order by name");
            ResultSet row = query.executeQuery()) {
            while (row.next()) {
                domains.add(new DirectoryRows.DomainRow(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)));
            }
        }
        var accounts = new ArrayList<DirectoryRows.AccountRow>();
        try (PreparedStatement query = connection.prepareStatement("select id, local_part, domain, quota_octets, quota_messages, quota_mailboxes "
            + "from account order by id");
            ResultSet row = query.executeQuery()) {
            while (row.next()) {
                accounts.add(new DirectoryRows.AccountRow(row.getLong(1), row.getString(2), row.getString(3), row.getLong(4), row.getLong(5),
                    row.getLong(6)));
            }
        }
        var aliases = new ArrayList<DirectoryRows.AliasRow>();
        try (PreparedStatement query = connection.prepareStatement("select local_part, domain, targets from alias order by domain, local_part");
            ResultSet row = query.executeQuery()) {
            while (row.next()) {
                aliases.add(new DirectoryRows.AliasRow(row.getString(1), row.getString(2), row.getString(3).lines().toList()));
            }
        }
        return new DirectoryRows(domains, accounts, keys(connection), apopSecrets(connection), appPasswords(connection), aliases);
    }

    private static Map<Long, List<AppPassword>> appPasswords(Connection connection) throws SQLException {
        var keys = new HashMap<List<Long>, List<ScramKeys>>();
        try (PreparedStatement query = connection.prepareStatement("select account, id, hash, salt, iterations, stored_key, server_key from app_password_keys");
            ResultSet row = query.executeQuery()) {
            while (row.next()) {
                keys.computeIfAbsent(List.of(row.getLong(1), row.getLong(2)), a -> new ArrayList<>()).add(new ScramKeys(
                    ScramHash.valueOf(row.getString(3)), row.getBytes(4), row.getInt(5), row.getBytes(6), row.getBytes(7)));
            }
        }
        var passwords = new HashMap<Long, List<AppPassword>>();
        try (PreparedStatement query = connection.prepareStatement("select account, id, name, scope, created, last_used from app_password order by id");
            ResultSet row = query.executeQuery()) {
            while (row.next()) {
                passwords.computeIfAbsent(row.getLong(1), a -> new ArrayList<>()).add(new AppPassword(row.getLong(2), row.getString(3),
                    Scope.read(row.getString(4)), keys.getOrDefault(List.of(row.getLong(1), row.getLong(2)), List.of()), row.getLong(5), row.getLong(6)));
            }
        }
        return passwords;
    }

    private static Map<Long, String> apopSecrets(Connection connection) throws SQLException {
        var secrets = new HashMap<Long, String>();
        try (PreparedStatement query = connection.prepareStatement("select account, secret from apop_secret"); ResultSet row = query.executeQuery()) {
            while (row.next()) {
                secrets.put(row.getLong(1), row.getString(2));
            }
        }
        return secrets;
    }

    private static Map<Long, List<ScramKeys>> keys(Connection connection) throws SQLException {
        var keys = new HashMap<Long, List<ScramKeys>>();
        try (PreparedStatement query = connection.prepareStatement("select account, hash, salt, iterations, stored_key, server_key from scram_keys");
            ResultSet row = query.executeQuery()) {
            while (row.next()) {
                keys.computeIfAbsent(row.getLong(1), a -> new ArrayList<>()).add(new ScramKeys(ScramHash.valueOf(row.getString(2)), row.getBytes(3),
                    row.getInt(4), row.getBytes(5), row.getBytes(6)));
            }
        }
        return keys;
    }
}
